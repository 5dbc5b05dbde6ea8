"""``files.*``: a file is announced, sent to the address that comes back, and then shared."""

from typing import Any, Final

from playground.conversations import open_direct
from playground.files import MOST_BYTES, MOST_KEPT_BYTES, StoredFile, Upload
from playground.messages import bot_message, post
from playground.model import BOT_USER, Channel, Json, Kind
from playground.shapes import file_object
from playground.web_api.call import Call, Handler, require_member
from playground.web_api.content import TEXT_CUT, read_blocks, read_thread
from playground.web_api.errors import ApiError, invalid_arguments

ALT_TEXT: Final = 1000
CHANNELS: Final = 100
# Slack's page of file types has them.
_SNIPPETS: Final = """
    auto text apex applescript c clojure cmake cobol coffeescript cpp csharp css csv d dart diff dockerfile elixir elm
    erlang fortran fsharp go groovy handlebars haskell haxe html java javascript json julia kotlin latex lisp lua
    markdown matlab mumps objc ocaml pascal perl php powershell puppet python r ruby rust sass scala scheme shell
    smalltalk sql swift tsv typescript vb vbscript velocity verilog xml yaml
"""
SNIPPET_TYPES: Final = frozenset(_SNIPPETS.split())
"""What ``snippet_type`` may be."""


def get_upload_url(call: Call) -> Json:
    """Announce a file and return the address that takes its bytes once."""
    upload = Upload(
        file_id=call.backend.workspace.next_id("F"),
        name=call.args.text("filename"),
        length=_length(call),
        alt_txt=call.args.text("alt_txt"),
        snippet_type=call.args.text("snippet_type"),
    )
    _check(call, upload)
    url = f"{call.backend.url}upload/v1/{call.backend.uploads.issue(upload)}"
    return {"upload_url": url, "file_id": upload.file_id}


def _length(call: Call) -> int:
    text = call.args.text("length")
    if not text.isdecimal():
        raise invalid_arguments("must be an integer [json-pointer:/length]")
    if int(text) == 0:
        raise ApiError("missing_argument")
    return int(text)


def _check(call: Call, upload: Upload) -> None:
    if not upload.name:
        raise invalid_arguments("must be more than 0 characters [json-pointer:/filename]")
    if len(upload.alt_txt) > ALT_TEXT:
        raise ApiError("alt_txt_too_large")
    if upload.snippet_type and upload.snippet_type not in SNIPPET_TYPES:
        raise ApiError("unknown_snippet_type")
    if upload.length > MOST_BYTES:
        raise ApiError("snippet_too_large" if upload.snippet_type else "file_upload_size_restricted")
    kept = sum(file.size for file in call.backend.workspace.files.values())
    if kept + upload.length > MOST_KEPT_BYTES:
        raise ApiError("storage_limit_reached")


def complete_upload(call: Call) -> Json:
    """Share uploaded files in conversations, one message each; with none named they stay the bot's own."""
    wanted = _wanted(call)
    uploads = [(_uploaded(call, file_id), title) for file_id, title in wanted]
    channels = _targets(call)
    blocks = None if call.args.text("initial_comment") else _blocks(call)
    created = int(call.backend.clock.now().timestamp())
    files = [upload.stored(title, created) for upload, title in uploads]
    for upload, _ in uploads:
        call.backend.uploads.forget(upload)
    _keep(call, files, channels)
    for channel in channels:
        _share(call, channel, files, blocks)
    return {"files": [file_object(file, call.backend.url) for file in files]}


def _wanted(call: Call) -> list[tuple[str, str]]:
    given = call.args.structure("files", "invalid_arguments")
    if not isinstance(given, list) or not given:
        raise invalid_arguments("must be an array of files [json-pointer:/files]")
    return [_named(one, index) for index, one in enumerate(given)]


def _named(one: Any, index: int) -> tuple[str, str]:
    if not isinstance(one, dict) or not isinstance(one.get("id"), str):
        raise invalid_arguments(f"missing required field: id [json-pointer:/files/{index}]")
    return one["id"], str(one.get("title") or "")


def _uploaded(call: Call, file_id: str) -> Upload:
    upload = call.backend.uploads.ready(file_id)
    if upload is None:
        raise ApiError("file_not_found")
    return upload


def _targets(call: Call) -> list[Channel]:
    """Return where to share: ``channel_id`` takes conversations alone, ``channels`` people too."""
    named = call.args.names("channels")
    if len(named) > CHANNELS:
        raise ApiError("channels_limit_exceeded")
    channels = [call.channel("channel_id")] if call.args.text("channel_id") else []
    channels += [_conversation(call, id_) for id_ in named]
    for channel in channels:
        _check_postable(call, channel)
    return list({channel.id: channel for channel in channels}.values())


def _conversation(call: Call, id_: str) -> Channel:
    person = call.backend.workspace.people.get(id_)
    if person is not None and id_ != BOT_USER and not person.deleted:
        return open_direct(call.backend, [BOT_USER, id_], BOT_USER)[0]
    return call.known_channel(id_)


def _check_postable(call: Call, channel: Channel) -> None:
    profile = call.backend.profile
    silenced = channel.kind is Kind.IM and not (profile.messages_tab or profile.messages_tab_read_only)
    if channel.archived or silenced:
        raise ApiError("posting_to_channel_denied")
    require_member(channel)


def _blocks(call: Call) -> list[Json] | None:
    """Return the blocks; the method's page has one code for all that may be wrong with them."""
    try:
        return read_blocks(call.args)
    except ApiError as refusal:
        raise ApiError("invalid_blocks", **refusal.extra) from refusal


def _keep(call: Call, files: list[StoredFile], channels: list[Channel]) -> None:
    for file in files:
        file.channels = [channel.id for channel in channels]
        call.backend.workspace.files[file.id] = file
    call.backend.touch()


def _share(call: Call, channel: Channel, files: list[StoredFile], blocks: list[Json] | None) -> None:
    shown = [file_object(file, call.backend.url) for file in files]
    message = bot_message(
        channel,
        call.backend.ts(channel),
        call.args.text("initial_comment")[:TEXT_CUT],
        blocks=blocks,
        thread_ts=read_thread(call.args, channel),
        extra={"files": shown, "upload": True, "display_as_bot": False},
    )
    post(call.backend, channel, message)


HANDLERS: Final[dict[str, Handler]] = {
    "files.getUploadURLExternal": get_upload_url,
    "files.completeUploadExternal": complete_upload,
}
