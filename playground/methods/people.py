"""Methods about people, the workspace, views and the app, in the layout that ``spec.read_tables`` explains."""

TABLE = """
[api.test]
facts t4 json open
optional error

[apps.connections.open]
facts t3 json
errors forbidden_team insecure_request internal_error invalid_auth missing_args

[auth.test]
facts t5 json
errors internal_error invalid_auth

[blocks.validate]
facts none json open
optional blocks message view
errors invalid_arguments invalid_blocks invalid_message invalid_view ratelimited

[bots.info]
facts t3 form
scopes users:read
optional bot team_id
errors bot_not_found bots_not_found missing_argument team_not_found

[team.info]
facts t3 json
scopes team:read
optional domain team
errors enterprise_not_found fail_to_get_teams_for_restricted_user missing_user org_not_found team_not_found
  team_not_on_enterprise user_not_found

[users.conversations]
facts t3 form
scopes channels:read groups:read im:read mpim:read
optional cursor exclude_archived exclude_muted limit team_id types user
errors invalid_cursor invalid_limit invalid_types method_not_supported_for_channel_type missing_argument missing_scope

[users.info]
facts t4 form
scopes users:read
required user
optional include_locale
errors too_many_users user_not_found user_not_visible

[users.list]
facts t2 form
scopes users:read
optional cursor include_locale limit team_id
errors invalid_cursor limit_required missing_argument

[users.lookupByEmail]
facts t3 form
scopes users:read.email
required email
errors enterprise_is_restricted users_not_found

[views.open]
facts t4 json
required view
optional interactivity_pointer trigger_id
errors duplicate_external_id exchanged_trigger_id expired_trigger_id invalid_trigger_id view_too_large

[views.publish]
facts t4 json
required user_id view
optional hash interactivity_pointer
errors duplicate_external_id hash_conflict missing_profile_id not_allowed_token_type not_enabled not_implemented
  view_too_large

[views.push]
facts t4 json
required view
optional interactivity_pointer trigger_id
errors duplicate_external_id exchanged_trigger_id expired_trigger_id invalid_trigger_id not_found push_limit_reached
  view_too_large

[views.update]
facts t4 json
required view
optional external_id hash view_id
errors duplicate_external_id hash_conflict not_found view_too_large
"""
