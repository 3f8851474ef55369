//! What keys mean, in English: for whoever reads the form or hears a key explained in that language.
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
    // Of site.yaml.
    ("账号名称（唯一必填项）", "The name of the account; nothing else must be given"),
    ("账号简介，显示在名称下面", "What the account is about, shown below its name"),
    ("头像图片，放在 static/ 里", "The picture of the account, which lies in static/"),
    (
        "网站地址，只用于订阅源、站点地图",
        "The address of the site, for feeds and the sitemap alone",
    ),
    (
        "政府网站标识码，写进每一页的标签，供检查政府网站时读取",
        "The code of a government site, put into the head of each page for audits of such sites",
    ),
    ("县区，按显示顺序", "The counties, in the order in which they are shown"),
    ("名称", "The name"),
    ("网址中的写法", "How it is written in addresses"),
    ("别的写法", "Other ways of writing it"),
    ("荣誉级别，由低到高", "The levels of honours, the lowest first"),
    ("本单位所说的“六好”", "The six goods as this office names them"),
    ("这套“六好”的名称", "The name of this set of goods"),
    ("六好的内容，按顺序", "The goods, in order"),
    (
        "本单位在支部事迹里另加的项目：名称、别名、类型、显示名称、显示、筛选、表格、列表",
        "Further keys of profiles that this office declares: name, aliases, kind, label, whether shown, a filter, a column, a list",
    ),
    ("事迹里写的名称", "The key as profiles write it"),
    (
        "文字、数量、日期或多项（几个词）",
        "文字 (text), 数量 (quantity), 日期 (date) or 多项 (texts)",
    ),
    (
        "网页和表格上的名称；不填用名称",
        "What pages and tables call it; its name where there is none",
    ),
    ("给编辑看的一句说明", "A sentence for editors"),
    ("网页上是否显示", "Whether pages show it"),
    ("搜索时是否可以按它筛选", "Whether the search can filter by it"),
    ("是否列入 data/branches.csv", "Whether it is a column of data/branches.csv"),
    ("是否为每个值列出有关事迹", "Whether there is a list of stories for each value"),
    ("列表页所在的文件夹；不填用名称", "The folder of these lists; its name where there is none"),
    (
        "事迹以外的栏目，如 通知公告，文章放在 content/ 里同名的文件夹",
        "Sections beside the stories, like 通知公告, whose articles lie in a folder of that name in content/",
    ),
    ("栏目的名称", "The name of the section"),
    (
        "content/ 里的文件夹，也是网址；不填用名称",
        "Its folder in content/, and its address; its name where there is none",
    ),
    ("每一页上是否有它的链接", "Whether every page has a link to it"),
    ("是否有订阅源", "Whether it has a feed"),
    ("全文搜索是否也找它的文章", "Whether the search finds its articles too"),
    ("底部菜单", "The menu at the foot"),
    ("菜单文字", "What the menu says"),
    ("站内地址或网址", "An address on this site, or of another"),
    ("下一级菜单，最多五项", "The entries below it, five at most"),
    ("每页几篇", "Stories on a page"),
    ("订阅源收几篇", "Stories in a feed"),
    ("自动摘要最多几个字", "The length of an automatic summary, in characters"),
    (
        "正文里的 HTML：text 按文字显示，sanitised 放行安全的标签",
        "HTML in texts: text shows it as text, sanitised lets safe tags pass",
    ),
    (
        "除照片、录音、录像、PDF、办公文件、txt、csv、json、xml 以外，还放行哪些文件：后缀或文件名",
        "Which files are published beside photos, sound, films, PDF, office files, txt, csv, json and xml: endings or names",
    ),
    ("是否有全文搜索", "Whether there is a full-text search"),
    ("主题", "The theme"),
    (
        "主题自己的参数：参数名: 值，有哪些见主题的 theme.yaml",
        "The theme's own parameters with their values; the theme's theme.yaml names them",
    ),
    ("参数名", "The name of the parameter"),
    ("参数的值", "Its value"),
    (
        "检查规则的轻重：规则名: 错误、警告、提示或关（error、warning、information、off）",
        "How grave a rule is: its name, and error, warning, information or off",
    ),
    ("错误、警告、提示或关", "error, warning, information or off"),
    (
        "预览时点错误位置打开编辑器的链接，含 {path}、{line}、{column}",
        "The link by which the preview opens an editor at a fault, with {path}, {line} and {column}",
    ),
    ("发布到哪里（liuhao deploy）", "Where the site goes (liuhao deploy)"),
    ("这个去处的名称", "The name of the place"),
    (
        "怎样传：folder（文件夹）、rsync、sftp、bucket（对象存储）、git",
        "How it goes there: folder, rsync, sftp, bucket or git",
    ),
    ("传到哪里；写法按办法", "Where to; how it is written depends on the way"),
    ("服务器的端口，只用于 sftp 和 rsync", "The port of the server, for sftp and rsync alone"),
    ("推到哪个分支，只用于 git", "The branch to push to, for git alone"),
    (
        "页脚文字，如主办单位、备案号",
        "What stands at the foot, like the host and the licence number",
    ),
    // Of theme.yaml and terms.yaml.
    (
        "一套颜色：绿、红或素；下面写的颜色再盖过它",
        "A set of colours: 绿 (green), 红 (red) or 素 (plain); colours below go before it",
    ),
    ("浅色下的颜色", "Colours in the light"),
    ("推送页的底色", "Behind the feed"),
    ("文章和卡片的底色", "Behind articles and cards"),
    ("事实卡片、引用等的浅底", "Behind facts, quotations and the like"),
    ("没有封面图的卡片的底色", "Behind cards without a cover"),
    ("正文", "Text"),
    ("日期、说明等", "Dates, remarks and the like"),
    ("分隔线", "Lines between parts"),
    ("主色的文字", "Text in the main colour"),
    ("荣誉级别的文字", "Levels of honours"),
    ("链接", "Links"),
    ("主色的色块、图表", "Areas and charts in the main colour"),
    ("荣誉绶带", "Ribbons of honours"),
    ("色块上的文字", "Text upon areas"),
    ("深色下的颜色", "Colours in the dark"),
    ("三档字号：正文的像素数", "Three sizes of the text, in pixels"),
    ("标准", "Standard"),
    ("大", "Large"),
    ("特大", "Extra large"),
    ("大屏幕上页面最宽多少像素", "How wide a page is at most on a large screen, in pixels"),
    (
        "主题自己的参数和默认值：是否、数字、文字或几段文字",
        "The theme's own parameters with their defaults: yes or no, a number, a text or several",
    ),
    ("用语", "Terms"),
    ("不用的写法", "How it is not to be written"),
    ("应当怎样写", "How it should be written"),
    ("为什么", "Why"),
    ("错误、警告或提示", "error, warning or information"),
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
    use crate::{check, config, theme};

    #[test]
    fn every_key_of_a_file_is_explained_and_nothing_is_explained_in_vain() {
        let texts: [Fields; 4] = [&PROFILE, &SERIES, &PAGE, &ARTICLE];
        let settings: [Fields; 3] = [&config::SITE, theme::keys(), check::term_keys()];
        let mut known = Vec::new();
        let mut waiting: Vec<&Field> = texts.into_iter().chain(settings).flat_map(fields).collect();
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
