//! What the keys of texts mean, in English: for whoever reads the form or hears a key explained in that language.
//!
//! Entry point: [`meaning`]. The tables say it in Chinese; the same words there are the same words here.

use crate::locale::Language;
use crate::schema::Field;

/// What the tables say, and the same in English.
const MEANINGS: &[(&str, &str)] = &[
    ("标题；不填用支部名称", "The title; the name of the branch where there is none"),
    ("标题", "The title"),
    ("发布日期；草稿可以不填", "The day of publishing; a draft needs none"),
    ("发布日期", "The day of publishing"),
    ("是否草稿：草稿不发布", "Whether it is a draft, which is not published"),
    ("是否草稿", "Whether it is a draft"),
    ("到这一天起不再发布", "The first day on which it is no longer published"),
    ("所属系列：content/series/ 里的文件名", "Its series: the name of a file in content/series/"),
    ("在系列里的次序；不填按日期", "Its place in the series; by date where there is none"),
    ("数据截至何时，如 2023-12", "When the facts were true, like 2023-12"),
    ("封面图片，与本文件放在同一文件夹", "The cover picture, in the folder of this file"),
    ("封面上有什么，供看不见图片的读者", "What the cover shows, for readers who do not see it"),
    (
        "封面裁切时保留的地方：上、左下，或从左、从上的百分比 30% 20%；不填取中间",
        "What stays of the cover when it is cut: 上 (top), 左下 (bottom left) and so on, or percent from the left and the top, 30% 20%; else the middle",
    ),
    (
        "正文的录音，如 MP3，与本文件放在同一文件夹",
        "A recording of the text, like an MP3, in the folder of this file",
    ),
    ("摘要；不填取正文开头", "The summary; the beginning of the text where there is none"),
    ("标签", "Tags"),
    (
        "本页以前的网址，如 branches/old-name",
        "Former addresses of this page, like branches/old-name",
    ),
    ("本页以前的网址", "Former addresses of this page"),
    ("支部", "The branch"),
    ("党员", "Its members"),
    ("荣誉", "Its honours"),
    ("机制、品牌、做法", "Its ways of working, and what it calls them"),
    ("活动：名称: 数量（照原文写）", "Activities, each with its number as the text has it"),
    ("哪一节对应“六好”的哪几好", "Which section of the text stands for which of the six goods"),
    ("署名", "Who made the story"),
    ("本篇不按某条规则检查", "Rules that are not looked at in this story"),
    ("支部全称", "The full name of the branch"),
    ("所属单位", "The unit that it belongs to"),
    ("所在县区", "Its county"),
    ("成立时间，如 2005年8月", "When it was founded, like 2005年8月"),
    ("曾用名", "Former names"),
    ("曾用名称", "The former name"),
    ("用到何时", "Until when it was used"),
    ("更名原因", "Why it was changed"),
    ("党员总数", "All members"),
    ("平均年龄", "Their average age"),
    (
        "年龄段: 人数；没有列全时加一行 未列全: 是",
        "Age bands with their members; where they are not all, partial: yes is one more row",
    ),
    ("班子成员人数", "Members of the committee"),
    ("其中离休", "Of these, veterans (离休)"),
    ("其中退休", "Of these, retired (退休)"),
    ("其中在职", "Of these, in service (在职)"),
    ("其中女性", "Of these, women"),
    ("年龄段，如 70-79岁", "An age band, like 70-79岁"),
    ("人数", "How many"),
    ("年龄段没有列全", "Whether bands are missing"),
    ("荣誉名称", "The name of the honour"),
    (
        "级别：县级、市级、省级、国家级",
        "Its level: 县级 (county), 市级 (city), 省级 (province), 国家级 (nation)",
    ),
    ("年度", "Its year"),
    ("起止年度，如 2019-2020", "Its years, like 2019-2020"),
    ("批次，如 第三批", "Its batch, like 第三批"),
    ("颁发单位", "Who gave it"),
    ("活动名称", "The name of the activity"),
    ("数量，照原文写，如 90余场次", "Its number as the text has it, like 90余场次"),
    ("从何时起，如 2023年以来", "Since when, like 2023年以来"),
    ("备注", "A note"),
    ("正文里的小标题", "A heading of the text"),
    ("对应的“好”", "The goods that it stands for"),
    ("角色：整理、来源、供稿、审核……", "The part: 整理, 来源, 供稿, 审核 and so on"),
    ("单位或姓名", "An office or a name"),
    ("哪一天，如三审的日期", "Which day, like that of a review"),
    ("规则名", "The name of the rule"),
    ("理由", "Why"),
    ("系列标题", "The title of the series"),
    ("专辑页上的次序", "Its place among the series"),
    ("一句话介绍", "One sentence about it"),
];

/// What a key means, in a language; of a key that an office declares, what the office says.
pub fn meaning(field: &Field, language: Language) -> &'static str {
    if language == Language::Chinese {
        return field.doc;
    }
    let found = MEANINGS.iter().find(|(chinese, _)| *chinese == field.doc);
    found.map_or(field.doc, |(_, english)| english)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::profile::keys::{ARTICLE, PAGE, PROFILE, SERIES};
    use crate::schema::{Fields, fields};

    #[test]
    fn every_key_of_a_text_is_explained_and_nothing_is_explained_in_vain() {
        let tables: [Fields; 4] = [&PROFILE, &SERIES, &PAGE, &ARTICLE];
        let mut known = Vec::new();
        let mut waiting: Vec<&Field> = tables.into_iter().flat_map(fields).collect();
        while let Some(field) = waiting.pop() {
            assert_ne!(meaning(field, Language::English), field.doc, "{}", field.path);
            known.push(field.doc);
            waiting.extend(field.fields());
            if let crate::schema::Shape::Entries { own, .. } = field.shape {
                waiting.extend(fields(own));
            }
        }
        let vain: Vec<_> = MEANINGS.iter().filter(|(doc, _)| !known.contains(doc)).collect();
        assert!(vain.is_empty(), "{vain:?}");
    }
}
