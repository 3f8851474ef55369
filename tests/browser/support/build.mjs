// Builds the repository's own site, with drafts and with short pages, so that every kind of page is there.
import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { binary, repository, site, source } from "./paths.mjs";

const SETTINGS = "\npage_size: 4\n";
// Menus below menus, which the example site has none of.
const MENU = `menu:
  - {title: 说明, items: [{title: 阅读指南, link: guide.html}, {title: 关于本站, link: about.html}]}
  - {title: 列表, items: [{title: 全部专辑, link: series/index.html}, {title: 全部统计, link: stats.html}]}
  - {title: 关于本站, link: about.html}
`;
// An alias, which the example site has none of.
const ALIASED = `---
title: 示例：换过地址的事迹
date: 2024-01-05
draft: true
aliases: [branches/old-address.html]
branch: {name: 示例县换址支部, county: 示例县}
党小组数: 3个
服务阵地: [红色驿站, 银龄书屋]
---
一篇换过地址的草稿。
`;

// A recording, which the example site has none of: a tenth of a second of silence.
const RECORDED = `---
title: 示例：有录音的事迹
date: 2024-01-04
draft: true
audio: luyin.wav
branch: {name: 示例县录音支部, county: 示例县}
---
一篇有录音的草稿。
`;
// Own fields, own sections, and every component, which the example site has none of.
const DECLARED = `
fields:
  - {name: 党小组数, kind: 数量, label: 党小组}
  - {name: 服务阵地, kind: 多项, filter: 是, list: 是, folder: places}
sections:
  - {name: 通知公告, folder: notices, introduction: 通知和公告。}
`;
const NOTICE = `---
title: 示例：关于报送材料的通知
date: 2024-01-03
draft: true
---
:::引文 张某某，支部书记
退休不褪色，离岗不离党。
:::

:::数字 一年做了什么
- 90余场次 主题党日
- 22名 党员
- 6次 党课
:::

:::视频 重阳节活动
[活动录像](film.mp4)
:::

:::下载
[报名表](form.txt)
:::

:::折叠 更多做法
## 做法

支部坚持每月学习。
:::
`;
const FILM = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from("ftypmp42"), Buffer.from([0, 0, 0, 0]), Buffer.from("mp42isom")]);
const SILENCE = Buffer.concat([Buffer.from("RIFF"), Buffer.from([0x44, 3, 0, 0]), Buffer.from("WAVEfmt "), Buffer.from([16, 0, 0, 0, 1, 0, 1, 0, 0x40, 0x1f, 0, 0, 0x40, 0x1f, 0, 0, 1, 0, 8, 0]), Buffer.from("data"), Buffer.from([0x20, 3, 0, 0]), Buffer.alloc(800, 128)]);

export function build() {
  rmSync(path.dirname(source), { recursive: true, force: true });
  mkdirSync(source, { recursive: true });
  for (const name of ["content", "static", "themes", "site.yaml", "terms.yaml"]) {
    const from = path.join(repository, name);
    // The embedded theme is in the binary: a copy beside the site would hide it.
    if (name !== "themes" && existsSync(from)) cpSync(from, path.join(source, name), { recursive: true });
  }
  const settings = path.join(source, "site.yaml");
  writeFileSync(settings, readFileSync(settings, "utf8").replace(/^menu:\n(?: .*\n)+/m, MENU));
  appendFileSync(settings, SETTINGS + DECLARED);
  const notice = path.join(source, "content/notices/shili-tongzhi");
  mkdirSync(notice, { recursive: true });
  writeFileSync(path.join(notice, "index.md"), NOTICE);
  writeFileSync(path.join(notice, "film.mp4"), FILM);
  writeFileSync(path.join(notice, "form.txt"), "报名表");
  writeFileSync(path.join(source, "content/branches/shili-huanzhi.md"), ALIASED);
  const recorded = path.join(source, "content/branches/shili-luyin");
  mkdirSync(recorded);
  writeFileSync(path.join(recorded, "index.md"), RECORDED);
  writeFileSync(path.join(recorded, "luyin.wav"), SILENCE);
  return execFileSync(binary, ["build", "--drafts", "--lang", "en", "--output", site], { cwd: source, encoding: "utf8" });
}
