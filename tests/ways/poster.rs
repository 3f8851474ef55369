//! Posters: drawn with a font of the system, or told that there is none.

use std::path::Path;

use crate::support::Site;

/// Whether this machine has a Chinese font where Debian puts it.
fn has_font() -> bool {
    // Wine has fonts of its own, and none with Han.
    cfg!(unix) && Path::new("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc").exists()
}

#[test]
fn a_poster_is_1080_pixels_wide_and_not_drawn_twice() {
    if !has_font() {
        return;
    }
    let site = Site::of_the_repository();
    let settings = std::fs::read_to_string(site.path("site.yaml")).unwrap();
    site.put("site.yaml", format!("{settings}base_url: https://example.org/\n"));
    site.run(&["poster", "shili-linchang"]).shows("poster-done");
    let file = site.path("poster/示例县国有林场离退休干部党支部.png");
    let picture = image::open(&file).unwrap().into_rgb8();
    assert_eq!(picture.width(), 1080);
    assert!((1400..3000).contains(&picture.height()), "{}", picture.height());
    let time = || std::fs::metadata(&file).unwrap().modified().unwrap();
    let before = time();
    site.run(&["poster", "shili-linchang"]).exits(0).says("没有变化");
    assert_eq!(time(), before);
}

#[test]
fn a_story_without_photo_and_address_has_a_poster_too() {
    if !has_font() {
        return;
    }
    let site = Site::new().story("a", "title: 甲\ndate: 2024-03-18");
    site.run(&["poster", "a"]).shows("poster-bare");
}

#[test]
fn where_no_font_has_han_it_is_told() {
    let site = Site::of_the_repository();
    site.put("fonts/readme.txt", "none");
    site.run(&["poster", "shili-linchang", "--fonts", "fonts"]).shows("poster-no-font");
    assert!(!site.path("poster").exists());
}
