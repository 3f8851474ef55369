//! What the platform's app makes of an article's colours where a reader's telephone is set dark.
//!
//! Entry points: [`ground`] and [`text`]. The rules are those that the platform publishes as "Dark Mode" principles
//! (wechatjs/mp-darkmode, doc/cn/principle.md): white and grey grounds are turned over, other bright ones dimmed; a text is moved
//! away from its new ground until their perceived brightness differs by 65, and is left alone where it does already, be it
//! hard to read or not. Text of no colour of its own takes that of what it stands in, moved away from its own ground. Nothing here is shown: colours are
//! chosen so that what becomes of them can be read (`look`).

use crate::theme::Colour;

/// The perceived brightness of that ground, 0 to 255.
const GROUND_BRIGHTNESS: f64 = 25.0;
/// By how much a text on it differs at most: as `#a3a3a3` does.
const MOST_OFFSET: f64 = 138.0;
/// By how much a text differs at least.
const LEAST_OFFSET: f64 = 65.0;
/// From here a colour is white.
const WHITE: f64 = 250.0;
/// No ground is brighter, but white that is turned over.
const BRIGHTEST: f64 = 190.0;
/// From here a ground is bright, and its text is made darker.
const BRIGHT: f64 = 100.0;
/// Lightness, in per cent, up to which a colour is dark.
const DARK: f64 = 40.0;
/// The least lightness of a ground.
const DARKEST: f64 = 22.0;
/// The lightness of the app's own ground.
const GROUND_LIGHTNESS: f64 = 9.8;

type Rgb = [f64; 3];

/// Hue in degrees, saturation and lightness in per cent.
#[derive(Clone, Copy)]
struct Hsl {
    hue: f64,
    saturation: f64,
    lightness: f64,
}

/// A ground as the app shows it; both opaque.
pub fn ground(colour: Colour) -> Colour {
    let rgb = rgb(colour);
    let hsl = hsl(rgb);
    let is_grey = hsl.saturation == 0.0;
    let shown = if is_grey && hsl.lightness > DARK || brightness(rgb) > WHITE {
        let lightness = (100.0 + GROUND_LIGHTNESS - hsl.lightness).min(100.0);
        of_hsl(Hsl { hue: 0.0, saturation: 0.0, lightness })
    } else if brightness(rgb) > BRIGHTEST {
        with_brightness(rgb, BRIGHTEST)
    } else if hsl.lightness < DARKEST {
        of_hsl(Hsl { lightness: DARKEST, ..hsl })
    } else {
        rgb
    };
    rounded(shown)
}

/// A text as the app shows it, opaque, on a ground that is shown as `ground`.
pub fn text(colour: Colour, ground: Colour) -> Colour {
    rounded(moved(rgb(colour), brightness(rgb(ground))))
}

fn moved(text: Rgb, ground: f64) -> Rgb {
    let own = brightness(text);
    let offset = (ground - own).abs();
    if own >= WHITE {
        return text;
    }
    if offset > MOST_OFFSET && ground <= GROUND_BRIGHTNESS + 2.0 {
        return with_brightness(text, MOST_OFFSET + ground);
    }
    if offset >= LEAST_OFFSET {
        return text;
    }
    let hsl = hsl(text);
    let turned = || of_hsl(Hsl { lightness: 90.0 - hsl.lightness, ..hsl });
    match ground >= BRIGHT {
        true if hsl.lightness > 90.0 - DARK => moved(turned(), ground),
        true => with_brightness(text, MOST_OFFSET.min(ground - LEAST_OFFSET)),
        false if hsl.lightness <= DARK => moved(turned(), ground),
        false => with_brightness(text, MOST_OFFSET.min(ground + LEAST_OFFSET)),
    }
}

/// Perceived brightness, 0 to 255 (W3C, AERT 2.2).
fn brightness([red, green, blue]: Rgb) -> f64 {
    (red * 299.0 + green * 587.0 + blue * 114.0) / 1000.0
}

/// A colour of about the same hue with this brightness; a channel that is full or empty leaves the rest to another.
fn with_brightness(rgb: Rgb, wanted: f64) -> Rgb {
    let ratio = wanted / brightness(rgb).max(1.0);
    let [mut red, mut green, mut blue] = rgb.map(|channel| (channel * ratio).min(255.0));
    if green == 0.0 || red >= 255.0 || blue >= 255.0 {
        green = (wanted * 1000.0 - red * 299.0 - blue * 114.0) / 587.0;
    } else if red == 0.0 {
        red = (wanted * 1000.0 - green * 587.0 - blue * 114.0) / 299.0;
    } else if blue == 0.0 || green >= 255.0 {
        blue = (wanted * 1000.0 - red * 299.0 - green * 587.0) / 114.0;
    }
    [red, green, blue].map(|channel| channel.clamp(0.0, 255.0))
}

fn hsl(rgb: Rgb) -> Hsl {
    let [red, green, blue] = rgb.map(|channel| channel / 255.0);
    let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
    let (sum, spread) = (most + least, most - least);
    let lightness = sum * 50.0;
    if spread == 0.0 {
        return Hsl { hue: 0.0, saturation: 0.0, lightness };
    }
    let saturation = if sum <= 1.0 { spread / sum } else { spread / (2.0 - sum) } * 100.0;
    let sixth = if red >= most {
        (green - blue) / spread
    } else if green >= most {
        2.0 + (blue - red) / spread
    } else {
        4.0 + (red - green) / spread
    };
    Hsl { hue: (sixth * 60.0).rem_euclid(360.0), saturation, lightness }
}

fn of_hsl(Hsl { hue, saturation, lightness }: Hsl) -> Rgb {
    let (saturation, lightness) = (saturation / 100.0, lightness / 100.0);
    let reach = saturation * lightness.min(1.0 - lightness);
    [0.0, 8.0, 4.0].map(|turn| {
        let place = (turn + hue / 30.0) % 12.0;
        let share = (place - 3.0).min(9.0 - place).clamp(-1.0, 1.0);
        (lightness - reach * share) * 255.0
    })
}

fn rgb(colour: Colour) -> Rgb {
    colour.channels().map(f64::from)
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a channel is clamped to 0 to 255 before"
)]
fn rounded(rgb: Rgb) -> Colour {
    Colour::rgb(rgb.map(|channel| channel.round().clamp(0.0, 255.0) as u8))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The app's own ground.
    const GROUND: Colour = Colour::rgb([0x19, 0x19, 0x19]);

    fn colour(text: &str) -> Colour {
        Colour::parse(text).unwrap()
    }

    #[test]
    fn grounds_are_turned_over_or_dimmed() {
        for (light, dark) in [
            ("#ffffff", "#191919"),
            ("#f7f7f7", "#212121"),
            ("#f6f7f6", "#bebebe"),
            ("#000000", "#383838"),
            ("#018942", "#018942"),
        ] {
            assert_eq!(ground(colour(light)).to_string(), dark, "{light}");
        }
    }

    #[test]
    fn texts_are_moved_away_from_their_ground() {
        for (light, dark) in [
            // The app's own text.
            ("#000000", "#a3a3a3"),
            ("#ffffff", "#ffffff"),
            // Far enough for the app, though hard to read.
            ("#666666", "#666666"),
            ("#595959", "#8d8d8d"),
        ] {
            assert_eq!(text(colour(light), GROUND).to_string(), dark, "{light}");
        }
    }
}
