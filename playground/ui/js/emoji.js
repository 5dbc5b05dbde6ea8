/** The common emoji by Slack's names. */

const TABLE = `
smile 😄|smiley 😃|grinning 😀|grin 😁|laughing 😆|satisfied 😆|sweat_smile 😅|joy 😂|rofl 🤣|slightly_smiling_face 🙂|upside_down_face 🙃
wink 😉|blush 😊|innocent 😇|heart_eyes 😍|star-struck 🤩|kissing_heart 😘|yum 😋|stuck_out_tongue 😛|thinking_face 🤔|shushing_face 🤫
neutral_face 😐|expressionless 😑|no_mouth 😶|smirk 😏|unamused 😒|face_with_rolling_eyes 🙄|grimacing 😬|relieved 😌|pensive 😔|sleepy 😪|sleeping 😴
mask 😷|sunglasses 😎|nerd_face 🤓|confused 😕|worried 😟|open_mouth 😮|astonished 😲|flushed 😳|pleading_face 🥺|cry 😢|sob 😭|scream 😱
disappointed 😞|sweat 😓|weary 😩|tired_face 😫|yawning_face 🥱|triumph 😤|rage 😡|angry 😠|skull 💀|ghost 👻|robot_face 🤖|partying_face 🥳|hugging_face 🤗
wave 👋|raised_hand ✋|ok_hand 👌|v ✌️|crossed_fingers 🤞|point_left 👈|point_right 👉|point_up ☝️|point_up_2 👆|point_down 👇|+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎
fist ✊|clap 👏|raised_hands 🙌|open_hands 👐|handshake 🤝|pray 🙏|muscle 💪|eyes 👀|brain 🧠|bow 🙇|raising_hand 🙋|runner 🏃|walking 🚶|technologist 🧑‍💻|busts_in_silhouette 👥|bust_in_silhouette 👤|people_holding_hands 🧑‍🤝‍🧑
heart ❤️|orange_heart 🧡|yellow_heart 💛|green_heart 💚|blue_heart 💙|purple_heart 💜|broken_heart 💔|sparkling_heart 💖|100 💯|boom 💥|dizzy 💫|zzz 💤|speech_balloon 💬|thought_balloon 💭
fire 🔥|sparkles ✨|star ⭐|star2 🌟|zap ⚡|sunny ☀️|partly_sunny ⛅|cloud ☁️|umbrella ☔|snowflake ❄️|rainbow 🌈|crescent_moon 🌙|full_moon 🌕|sunrise 🌅|earth_asia 🌏
rice 🍚|rice_ball 🍙|curry 🍛|ramen 🍜|stew 🍲|spaghetti 🍝|sushi 🍣|bento 🍱|fried_shrimp 🍤|dumpling 🥟|hamburger 🍔|fries 🍟|pizza 🍕|sandwich 🥪|taco 🌮|burrito 🌯|poultry_leg 🍗|meat_on_bone 🍖|bacon 🥓|egg 🥚|fried_egg 🍳|cooking 🍳|green_salad 🥗|bread 🍞|croissant 🥐|pancakes 🥞|cake 🍰|birthday 🎂|cookie 🍪|doughnut 🍩|chocolate_bar 🍫|icecream 🍦|apple 🍎|banana 🍌|watermelon 🍉|strawberry 🍓|takeout_box 🥡|canned_food 🥫
coffee ☕|tea 🍵|beer 🍺|beers 🍻|cup_with_straw 🥤|fork_and_knife 🍴|knife_fork_plate 🍽️|chopsticks 🥢|spoon 🥄|motor_scooter 🛵|bike 🚲|bus 🚌|metro 🚇|car 🚗|house 🏠|school 🏫|office 🏢|department_store 🏬|convenience_store 🏪|round_pushpin 📍|pushpin 📌|world_map 🗺️|seat 💺
book 📖|books 📚|open_book 📖|notebook 📓|memo 📝|pencil 📝|pencil2 ✏️|bulb 💡|mag 🔍|computer 💻|desktop_computer 🖥️|keyboard ⌨️|bar_chart 📊|chart_with_upwards_trend 📈|calendar 📅|date 📅|spiral_calendar_pad 🗓️|clipboard 📋|paperclip 📎|link 🔗|lock 🔒|unlock 🔓|key 🔑|gear ⚙️|wrench 🔧|hammer 🔨|package 📦|envelope ✉️|email 📧|inbox_tray 📥|outbox_tray 📤|loudspeaker 📢|mega 📣|bell 🔔|no_bell 🔕|receipt 🧾|money_with_wings 💸|moneybag 💰|credit_card 💳|won 💴|scroll 📜|label 🏷️
clock12 🕛|clock1 🕐|clock6 🕕|clock7 🕖|alarm_clock ⏰|stopwatch ⏱️|timer_clock ⏲️|hourglass ⌛|hourglass_flowing_sand ⏳|watch ⌚
white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌|negative_squared_cross_mark ❎|warning ⚠️|no_entry ⛔|no_entry_sign 🚫|octagonal_sign 🛑|question ❓|grey_question ❔|exclamation ❗|bangbang ‼️|information_source ℹ️|arrow_right ➡️|arrow_left ⬅️|arrow_up ⬆️|arrow_down ⬇️|arrows_counterclockwise 🔄|repeat 🔁|twisted_rightwards_arrows 🔀|heavy_plus_sign ➕|heavy_minus_sign ➖|new 🆕|ok 🆗|up 🆙|free 🆓|sos 🆘|one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣
red_circle 🔴|large_orange_circle 🟠|large_yellow_circle 🟡|large_green_circle 🟢|large_blue_circle 🔵|large_purple_circle 🟣|black_circle ⚫|white_circle ⚪|large_green_square 🟩|large_red_square 🟥|small_blue_diamond 🔹|small_orange_diamond 🔸|tada 🎉|confetti_ball 🎊|gift 🎁|trophy 🏆|medal 🏅|first_place_medal 🥇|dart 🎯|game_die 🎲|jigsaw 🧩|musical_note 🎵|art 🎨|rocket 🚀|seedling 🌱|herb 🌿|four_leaf_clover 🍀|deciduous_tree 🌳|cherry_blossom 🌸|sunflower 🌻|dog 🐶|cat 🐱|bear 🐻|panda_face 🐼|penguin 🐧|hatching_chick 🐣|whale 🐳|turtle 🐢|kr 🇰🇷|us 🇺🇸`;

/** @type {Map<string, string>} */
export const EMOJI = new Map(
  TABLE.trim()
    .split(/[|\n]/)
    .map((entry) => /** @type {[string, string]} */ (entry.trim().split(" "))),
);

/**
 * @param {string} name without colons
 * @returns {string} the character, or the name with its colons as Slack shows it
 */
export function emoji(name) {
  const [plain] = name.split("::");
  return EMOJI.get(plain) ?? `:${name}:`;
}

/** @param {string} text @returns {string} with `:name:` replaced where the name is known */
export function withEmoji(text) {
  return text.replace(/:([a-z0-9_+'-]+)(?:::skin-tone-\d)?:/g, (whole, name) => EMOJI.get(name) ?? whole);
}
