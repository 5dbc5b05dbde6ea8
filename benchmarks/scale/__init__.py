"""How the bot bears a long life: what people wait for, with a thousand to a million recruitments stored."""
