"""Methods about conversations, in the layout that ``spec.read_tables`` explains."""

TABLE = """
[conversations.archive]
facts t2 json
scopes channels:manage channels:write groups:write im:write mpim:write
required channel
errors already_archived cant_archive_general cant_archive_required channel_not_found
  method_not_supported_for_channel_type missing_scope not_in_channel restricted_action

[conversations.create]
facts t2 json
scopes channels:manage channels:write groups:write im:write mpim:write
required name
optional is_private team_id
errors cannot_create_channel canvas_disabled_user_team invalid_name invalid_name_maxlength invalid_name_punctuation
  invalid_name_required invalid_name_specials missing_argument missing_scope name_taken no_channel restricted_action

[conversations.history]
facts t3 json
scopes channels:history groups:history im:history mpim:history
required channel
optional cursor include_all_metadata inclusive latest limit oldest
errors channel_is_limited_access channel_not_found invalid_cursor invalid_metadata_filter_keys invalid_ts_latest
  invalid_ts_oldest not_in_channel

[conversations.info]
facts t3 form
scopes channels:read groups:read im:read mpim:read
required channel
optional include_locale include_num_members
errors channel_is_limited_access channel_not_found missing_scope

[conversations.invite]
facts t3 json
scopes channels:manage channels:write.invites groups:write groups:write.invites im:write mpim:write
required channel users
optional force
errors already_in_channel app_cannot_join_channel cant_invite cant_invite_self channel_not_found
  external_channel_migrating invitee_cant_see_channel is_archived method_not_supported_for_channel_type missing_scope
  no_external_invite_permission no_permission no_user not_in_channel org_user_not_in_team ura_max_channels
  user_is_restricted user_not_found

[conversations.join]
facts t3 json
scopes channels:join
required channel
errors channel_is_limited_access channel_not_found is_archived method_not_supported_for_channel_type missing_scope
  too_many_members

[conversations.list]
facts t2 form
scopes channels:read groups:read im:read mpim:read
optional cursor exclude_archived limit team_id types
errors invalid_cursor invalid_limit invalid_types method_not_supported_for_channel_type missing_argument missing_scope

[conversations.members]
facts t4 form
scopes channels:read groups:read im:read mpim:read
required channel
optional cursor limit
errors channel_not_found fetch_members_failed invalid_cursor invalid_limit method_not_supported_for_channel_type
  missing_scope

[conversations.open]
facts t3 json
scopes channels:manage groups:write im:write mpim:write
optional channel prevent_creation return_im users
errors channel_not_found invalid_user_combination method_not_supported_for_channel_type missing_scope not_enough_users
  too_many_users user_disabled user_not_found user_not_visible users_list_not_supplied

[conversations.replies]
facts t3 form
scopes channels:history groups:history im:history mpim:history
required channel ts
optional cursor include_all_metadata inclusive latest limit oldest
errors channel_not_found invalid_cursor invalid_metadata_filter_keys invalid_ts_latest invalid_ts_oldest
  list_record_comment_fetch_failed method_not_supported_for_channel_type missing_scope thread_not_found

[conversations.setPurpose]
facts t2 json
scopes channels:manage channels:write.topic groups:write groups:write.topic im:write im:write.topic mpim:write
  mpim:write.topic
required channel purpose
errors channel_not_found is_archived method_not_supported_for_channel_type missing_scope not_in_channel too_long
  user_is_restricted

[conversations.setTopic]
facts t2 json
scopes channels:manage channels:write.topic groups:write groups:write.topic im:write im:write.topic mpim:write
  mpim:write.topic
required channel topic
errors channel_not_found is_archived method_not_supported_for_channel_type missing_scope not_in_channel too_long
  user_is_restricted
"""
