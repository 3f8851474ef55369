//! Lines that frame a text where it was taken from: the head and foot of an official letter, what a site writes above and below
//! an article, the heads of mails and of what is said in a chat.
//!
//! None of them is a part of a story. Each is known by its form, whatever names stand in it.

use crate::parse::body::forms::is_blank;

/// The longest line of a frame, in characters.
const LONGEST: usize = 100;

/// What a site says of an article.
pub const OF_SITE: [&str; 13] = [
    "发布时间",
    "发布日期",
    "发稿时间",
    "浏览次数",
    "浏览量",
    "点击数",
    "点击量",
    "阅读次数",
    "访问量",
    "字体",
    "字号",
    "打印",
    "关闭",
];

/// Whether a line is of any such frame.
pub fn is_frame(line: &str) -> bool {
    is_document_number(line)
        || is_letter_foot(line)
        || is_of_report(line)
        || is_of_site(line)
        || is_of_portal(line)
        || is_mail_head(line)
        || is_chat_head(line)
}

/// Whether a line is the number of an official letter: 某老干〔2024〕12号.
pub fn is_document_number(line: &str) -> bool {
    let line = line.trim();
    if !line.ends_with('号') {
        return false;
    }
    let year = line
        .find(['〔', '[', '［', '【', '（'])
        .map(|at| line[at..].chars().skip(1).take_while(char::is_ascii_digit).count());
    year == Some(4) && line.chars().count() <= 24
}

/// Whether a line stands at the foot of an official letter: 抄送：市委组织部, 某局办公室 2024年5月6日印发.
pub fn is_letter_foot(line: &str) -> bool {
    let line = line.trim();
    let is_printed = line.strip_suffix("印发").is_some_and(|before| {
        before.ends_with('日') && before.contains('年') && !before.contains(['，', '。'])
    });
    is_printed || has_label(line, &["抄送", "抄报", "主题词"])
}

/// What a report says of itself: 现将我局党支部事迹材料报上，请审阅。, 特此报告。
pub fn is_of_report(line: &str) -> bool {
    const WHOLE: [&str; 10] = [
        "妥否，请批示",
        "当否，请批示",
        "特此报告",
        "特此说明",
        "专此报告",
        "请审阅",
        "请审核",
        "请查收",
        "以上报告，请审阅",
        "以上材料，请审核",
    ];
    const SENT: [&str; 7] =
        ["请审阅", "请查收", "请审核", "请指正", "请批评指正", "报告如下", "汇报如下"];
    const LONGEST_SENT: usize = 40;
    // A paragraph is no such line: most are, and need not be copied to be seen.
    if line.len() > 2 * LONGEST_SENT * '送'.len_utf8() {
        return false;
    }
    let plain = plain(line);
    let is_sending = SENT.iter().any(|word| plain.ends_with(word))
        && ["现将", "兹将", "附上"].iter().any(|word| plain.contains(word))
        && !plain.contains('。')
        && plain.chars().count() <= LONGEST_SENT;
    WHOLE.contains(&&*plain) || is_sending
}

/// How a letter begins: 王科长您好：, 尊敬的各位领导：, 示例县委老干部局：. A story may quote a letter.
pub fn is_greeting(line: &str) -> bool {
    const GREETINGS: [&str; 4] = ["您好", "你好", "大家好", "同志们好"];
    const OFFICES: [&str; 6] = ["局", "委", "组织部", "办公室", "老干办", "工委"];
    let plain = plain(line);
    let length = plain.chars().count();
    let is_said = line.trim().ends_with(['：', ':', '！', '!', '。']);
    let is_called = line.trim().ends_with(['：', ':']);
    let is_office = OFFICES.iter().any(|word| plain.ends_with(word)) && length <= 20;
    GREETINGS.iter().any(|word| plain.ends_with(word)) && length <= 16 && is_said
        || is_called && (plain.starts_with("尊敬的") && length <= 30 || is_office)
}

/// How a letter ends: 此致, 敬礼！
pub fn is_farewell(line: &str) -> bool {
    const WHOLE: [&str; 8] =
        ["此致", "敬礼", "此致敬礼", "谢谢", "多谢", "祝好", "盼复", "顺颂时祺"];
    WHOLE.contains(&&*plain(line))
}

/// A line without its blanks and the mark at its end.
fn plain(line: &str) -> String {
    let bare = line.trim().trim_end_matches(['。', '！', '!', '：', ':', '.', '，']);
    bare.chars().filter(|c| !is_blank(*c)).collect()
}

/// 发布时间：2024-03-18　来源：示例县委老干部局　浏览次数：123, or 【打印】【关闭】: what a site writes above and below an article. A
/// sign-off says no such thing.
pub fn is_of_site(line: &str) -> bool {
    const BESIDE: [&str; 4] = ["来源", "作者", "编辑", "时间："];
    if line.contains(['。', '，', '！', '？']) || line.chars().count() > LONGEST {
        return false;
    }
    let count = |words: &[&str]| words.iter().filter(|word| line.contains(**word)).count();
    let of_site = count(&OF_SITE);
    of_site > 0 && of_site + count(&BESIDE) > 1 || is_day_and_source(line)
}

/// 2024-05-20 09:30 来源：示例发布: a day with its time, and who says it.
fn is_day_and_source(line: &str) -> bool {
    let is_of_day = |c: char| c.is_ascii_digit() || "-/.年月日: ：\u{3000}\u{A0}".contains(c);
    let rest = line.trim_start_matches(is_of_day);
    let day = &line[..line.len() - rest.len()];
    let has_time = day.contains(':') && day.len() >= "2024-5-6 9:30".len();
    has_time && ["来源", "作者", "稿源"].iter().any(|word| rest.starts_with(word))
}

/// What portals write round an article: 原标题：…, 责任编辑： with nobody behind it, 平台声明：…, 阅读 (12).
pub fn is_of_portal(line: &str) -> bool {
    const BEGINS: [&str; 8] = [
        "原标题：",
        "原标题:",
        "平台声明：",
        "平台声明:",
        "免责声明：",
        "版权声明：",
        "特别声明：",
        "举报/反馈",
    ];
    const WHOLE: [&str; 6] = ["责任编辑", "编辑", "记者", "标签", "关键词", "分享"];
    const COUNTED: [&str; 6] = ["阅读", "评论", "点赞", "收藏", "转发", "举报"];
    let line = line.trim();
    let nobody = || {
        let label = line.strip_suffix(['：', ':']).map(str::trim_end);
        label.is_some_and(|label| WHOLE.contains(&label))
    };
    let counted = || {
        let behind = COUNTED.iter().find_map(|word| line.strip_prefix(word)).map(str::trim);
        let count =
            behind.and_then(|rest| rest.strip_prefix(['(', '（'])?.strip_suffix([')', '）']));
        count.is_some_and(|count| {
            !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    BEGINS.iter().any(|word| line.starts_with(word)) || nobody() || counted()
}

/// Whether a line is of the head of a mail, 发件人: 示例甲, or parts one mail from the next.
pub fn is_mail_head(line: &str) -> bool {
    let line = line.trim();
    let between = line.trim_matches(|c| "-—_=* ".contains(c));
    has_label(line, &["发件人", "收件人", "发送时间", "抄送人", "发送日期"])
        || between.len() < line.len()
            && ["原始邮件", "转发邮件", "Original Message"].contains(&between)
}

/// Whether a line may stand in the head of a mail, beside one that does so for sure: 主题：…, 附件：…, Cc: ….
pub fn is_beside_mail_head(line: &str) -> bool {
    const LABELS: [&str; 9] =
        ["主题", "附件", "抄送", "密送", "时间", "日期", "回复", "优先级", "寄件者"];
    is_mail_head(line) || has_label(line.trim(), &LABELS) || is_english_mail_head(line)
}

/// From: …, Subject: …: two such lines in a row are the head of a mail.
pub fn is_english_mail_head(line: &str) -> bool {
    const LABELS: [&str; 9] =
        ["From", "To", "Cc", "Bcc", "Subject", "Date", "Sent", "Reply-To", "Attachments"];
    has_label(line.trim(), &LABELS)
}

/// Whether a line says who spoke and when, as a chat that is copied does: 示例甲 2024/5/6 10:22:33.
pub fn is_chat_head(line: &str) -> bool {
    let is_time = |word: &str| {
        let parts: Vec<&str> = word.split(':').collect();
        let is_number = |part: &&str| {
            (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        (2..=3).contains(&parts.len()) && parts.iter().all(is_number)
    };
    let is_day = |word: &str| {
        let is_number =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let parts: Vec<&str> = word.split(['/', '-', '年', '月', '日']).collect();
        parts.len() > 1 && parts.iter().filter(|part| !part.is_empty()).all(|part| is_number(part))
            || ["昨天", "今天", "前天"].contains(&word)
    };
    if !line.trim_end().ends_with(|c: char| c.is_ascii_digit()) || line.chars().count() > 40 {
        return false;
    }
    let words: Vec<&str> = line.split(is_blank).filter(|word| !word.is_empty()).collect();
    let [before @ .., time] = &words[..] else { return false };
    let of_day = ["上午", "下午", "晚上", "中午", "早上", "凌晨"];
    let time = of_day.iter().find_map(|part| time.strip_prefix(part)).unwrap_or(time);
    if !is_time(time) {
        return false;
    }
    let before = match before {
        [rest @ .., part] if of_day.contains(part) || is_weekday(part) => rest,
        _ => before,
    };
    // 集合时间 7月1日 上午9:00 is said in a notice.
    let is_name = |word: &&str| !["时间", "定于", "日期"].iter().any(|end| word.ends_with(end));
    match before {
        // 示例甲(123456789) 10:20:33
        [name] if !is_day(name) => is_numbered_name(name),
        [name @ .., day] => is_day(day) && name.len() <= 2 && name.iter().all(is_name),
        [] => false,
    }
}

/// 星期一 and 周一.
fn is_weekday(word: &str) -> bool {
    let day = word.strip_prefix("星期").or_else(|| word.strip_prefix('周'));
    day.is_some_and(|day| ["一", "二", "三", "四", "五", "六", "日", "天"].contains(&day))
}

/// A name with the number of its account, or its address.
fn is_numbered_name(word: &str) -> bool {
    let inside =
        word.strip_suffix([')', '）', '>']).and_then(|rest| rest.rsplit_once(['(', '（', '<']));
    inside.is_some_and(|(name, number)| {
        !name.is_empty() && number.len() > 4 && number.bytes().all(|byte| byte.is_ascii_digit())
            || number.contains('@')
    })
}

/// Whether a line begins with one of the labels and its colon.
fn has_label(line: &str, labels: &[&str]) -> bool {
    labels.iter().any(|label| {
        line.strip_prefix(label).is_some_and(|rest| rest.trim_start().starts_with(['：', ':']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_told_from_a_text() {
        for line in [
            "示老干发〔2024〕5号",
            "抄送：市委组织部。",
            "示例县委办公室　2024年5月6日印发",
            "按通知要求，现将我局离退休干部党支部事迹报上，请审阅。",
            "现将我局党支部先进事迹报告如下：",
            "特此报告。",
            "来源：示例日报    发布时间：2024-05-06 09:30    浏览次数：1234次",
            "【字体：大 中 小】 【打印】 【关闭】",
            "2024-05-20 09:30　来源：示例发布",
            "原标题：银辉映交通",
            "责任编辑：",
            "平台声明：该文观点仅代表作者本人。",
            "阅读 (12)",
            "发件人: 示例甲 <a@example.com>",
            "-----原始邮件-----",
            "示例甲 2024/5/6 10:22:33",
            "2024-05-06 10:22",
            "示例甲 昨天 8:05",
        ] {
            assert!(is_frame(line), "{line}");
        }
        for line in [
            "来源：示例县委老干部局 作者：示例甲 编辑：示例乙",
            "打印宣传资料2000份",
            "责任编辑：示例甲",
            "编辑：示例甲",
            "2024年5月20日，来源：示例县",
            "阅读（12人）",
            "支部按照示老干〔2024〕12号文件学习。",
            "发件人很多",
            "原始邮件",
            "集合时间：8:30",
            "活动于 2024年5月6日 8:30 开始",
            "比分 3-2",
            "抄送材料20份",
            "敬礼！",
            "现将老党员分成三个小组，学习如下：",
            "按照县委组织部安排，调研组对支部进行了调研，有关情况报告如下：",
            "调研组走访了支部。现将情况报告如下：",
            "谢谢大家一直以来的支持",
        ] {
            assert!(!is_frame(line), "{line}");
        }
    }

    #[test]
    fn a_letter_begins_and_ends_by_custom() {
        for line in ["王科长您好：", "尊敬的各位领导：", "示例县委老干部局：", "大家好！"]
        {
            assert!(is_greeting(line), "{line}");
        }
        for line in ["　　此致", "敬 礼！", "谢谢！"] {
            assert!(is_farewell(line), "{line}");
        }
        for line in [
            "老同志们一见面就问：您好吗",
            "他说：“同志们，你好！”",
            "尊敬的老党员",
            "谢谢大家的支持",
        ] {
            assert!(!is_greeting(line) && !is_farewell(line), "{line}");
        }
    }
}
