"""The way from the workspace to the bot: signed HTTP or Socket Mode, three seconds to answer, events again."""
