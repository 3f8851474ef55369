//! A font with Han among those of the system.
//!
//! Entry points: [`Fonts::of_the_system`], [`Fonts::of_folder`].

use std::path::Path;
use std::sync::Arc;

use resvg::usvg::fontdb::{Database, FaceInfo, Language, Style};

/// Families with Han that systems and offices have, the best to read first.
const FAMILIES: [&str; 16] = [
    "Source Han Sans SC",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "HarmonyOS Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "Hiragino Sans GB",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "STHeiti",
    "SimHei",
    "DengXian",
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "SimSun",
    "AR PL UMing CN",
];

/// The fonts that a poster is drawn with.
#[derive(Debug, Clone)]
pub(crate) struct Fonts {
    pub(super) database: Arc<Database>,
    /// The family with Han.
    pub(super) family: String,
}

impl Fonts {
    /// Those of the system; `None` where none has Han.
    pub(crate) fn of_the_system() -> Option<Self> {
        let mut database = Database::new();
        database.load_system_fonts();
        Self::of(database)
    }

    /// Those in a folder; `None` where none has Han.
    pub(crate) fn of_folder(folder: &Path) -> Option<Self> {
        let mut database = Database::new();
        database.load_fonts_dir(folder);
        Self::of(database)
    }

    fn of(database: Database) -> Option<Self> {
        let known = |name: &&str| database.faces().any(|face| has_name(face, name));
        let named = FAMILIES.iter().find(|name| known(name)).map(|name| (*name).to_owned());
        let family = named.or_else(|| {
            let chinese = database.faces().find(|face| is_chinese(face))?;
            chinese.families.first().map(|(name, _)| name.clone())
        })?;
        Some(Self { database: Arc::new(database), family })
    }
}

fn has_name(face: &FaceInfo, name: &str) -> bool {
    face.families.iter().any(|(own, _)| own == name)
}

/// Whether a font has a name in Chinese: then it has Han.
fn is_chinese(face: &FaceInfo) -> bool {
    let languages = [
        Language::Chinese_PeoplesRepublicOfChina,
        Language::Chinese_Singapore,
        Language::Chinese_Taiwan,
        Language::Chinese_HongKongSAR,
        Language::Chinese_MacaoSAR,
    ];
    face.style == Style::Normal
        && face.families.iter().any(|(_, language)| languages.contains(language))
}
