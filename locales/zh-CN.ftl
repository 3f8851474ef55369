# 控制台文字。每一条在 en.ftl 里都有同名的一条（tests/locale.rs 检查）。

## 标签
label-error = 错误
label-warning = 警告
label-information = 提示
label-help = 修改
did-you-mean = 是不是想写 { $name }？
report-count = 共 { $errors } 个错误，{ $warnings } 个警告，{ $information } 条提示。

## 子命令
build-done = 共 { $stories } 篇、{ $pages } 页；写入 { $written } 个文件，未变 { $unchanged } 个，删除 { $removed } 个；警告 { $warnings } 条；用时 { $seconds } 秒。
build-stopped = 有错误，没有发布；已发布的网站原样未动。
build-kept = 保留 { $file }：不再属于网站，但发布以后被人改过，所以没有删除。
build-progress = 生成页面
check-clean = 没有发现问题，共 { $stories } 篇。
fix-done = 改好 { $file }：{ $slips }。
fix-would = 可以改好 { $file }：{ $slips }。
fix-nothing = 没有可以自动改好的地方。
fix-encoding = 编码改为 UTF-8 { $count } 处
fix-tab = Tab 缩进 { $count } 处
fix-colon = 全角冒号 { $count } 处
fix-quote = 全角引号 { $count } 处
fix-punctuation = 半角标点 { $count } 处
clean-done = 删除了 { $removed } 个文件。
clean-kept = 保留 { $file }：不是本程序写的，或者发布以后被人改过。
init-done = 已在 { $folder } 建好网站。进入该文件夹，运行 liuhao build，再打开 public/index.html。
new-done = 已新建 { $path }。写完后删去 draft 一行，运行 liuhao check。

## 用法
help-about = 六好：把“六好”离退休干部示范党支部先进事迹发布成网站。
help-usage = 用法：
help-options = 选项
help-commands = 子命令
help-arguments = 参数
help-help = 显示本说明
help-version = 显示版本
help-lang = 控制台语言：zh 中文，en 英文；不写则按系统
help-root = 网站文件夹，里面有 site.yaml；不写则为当前文件夹
help-output = 发布到哪个文件夹；不写则为网站文件夹里的 public
help-drafts = 草稿和未到日期的也发布
help-strict = 警告也当作错误
help-today = 把这一天当作今天，写作 2024-07-01
help-format = 报告格式：human 给人看，json、sarif、github 给程序读
help-init = 在一个空文件夹里建好网站
help-init-folder = 要建网站的文件夹
help-new = 新建一篇支部事迹，每个项目都有说明
help-new-name = 支部名称
help-new-slug = 文件名，也就是网址；不写则用拼音
help-build = 生成并发布网站
help-build-allow-mass-delete = 允许删除一半以上已发布的页面
help-build-allow-overwrite = 允许覆盖输出文件夹里不是本程序写的文件
help-check = 检查全部内容，不写任何文件
help-check-rule = 只报告这条规则（可写多次）；语法和类型错误照报
help-check-no-rule = 不报告这条规则（可写多次）
help-check-fix = 先自动改好标点、冒号、引号、缩进和编码，再检查
help-check-dry-run = 与 --fix 同用：只显示会怎样改，不写文件
help-check-against = 与以前的网站文件夹比较，数字变化过大时警告
help-clean = 删除已发布的网站，只删本程序写的文件
help-completions = 输出命令行补全脚本
help-completions-shell = 命令行程序：bash、elvish、fish、powershell 或 zsh
usage-unknown-command = 没有子命令“{ $command }”。
usage-unknown-flag = 没有选项 { $arg }。
usage-bad-value = { $arg } 不能是“{ $value }”。
usage-missing = 缺少参数：{ $arg }。
usage-missing-command = 没有写子命令。
usage-other = 命令行写法有误：{ $arg }。
usage-help = 用 liuhao --help 查看用法。

## 程序不能继续
error-no-site = { $root } 里没有 site.yaml，不是网站文件夹。用 liuhao init 新建一个，或用 --root 指明。
error-output-overlaps = 输出文件夹 { $output } 与 { $source } 重叠：发布会混入或覆盖原稿。请另选一个文件夹。
error-output-not-folder = 输出 { $output } 不是文件夹，没有改动。
error-locked = 另一次构建正在向 { $output } 发布。请等它结束再试。
error-mass-delete = 这次构建要删除已发布的 { $published } 个文件中的 { $removed } 个，超过一半，没有改动任何文件。确实要删，加 --allow-mass-delete。
error-foreign-files = 输出文件夹 { $output } 里有 { $count } 个文件不是本程序写的，却正好在要发布的位置上，因此没有改动任何文件：
    { $files }
    请先把它们移走；文件可以覆盖时，加 --allow-overwrite 重新构建（挡在文件夹位置上的，或文件夹里另有的文件，只能移走）。
error-linked-folder = { $path } 是一个链接。写进去就会写到输出文件夹之外，因此没有写。请把链接换成真正的文件夹。
error-bad-state = 状态文件 { $path } 第 { $line } 行读不懂，不知道哪些文件是以前发布的。请从备份恢复它；没有备份时，把它和输出文件夹一起移走再构建。
error-no-theme = 没有主题“{ $name }”：程序里没有，{ $folder } 也不存在。
error-template = 模板 { $place } 有误：{ $detail }
error-folder-not-empty = { $folder } 不是空文件夹，没有改动。请换一个空文件夹。
error-file-exists = { $path } 已经存在，没有改动。可用 --slug 另取文件名。
error-bad-slug = “{ $slug }”不能用作文件名：{ $reason }
error-file-read = 读不了 { $path }：{ $reason }
error-file-write = 写不了 { $path }：{ $reason }
error-file-remove = 删不了 { $path }：{ $reason }
error-file-sync = 存不到磁盘 { $path }：{ $reason }
error-file-lock = 锁不住 { $path }：{ $reason }
io-not-found = 没有这个文件
io-permission-denied = 没有权限
io-read-only = 磁盘是只读的
io-storage-full = 磁盘已满
io-is-a-folder = 它是文件夹
io-not-a-folder = 它不是文件夹
io-file-too-large = 文件太大
io-invalid-name = 名字不合规则
io-crosses-devices = 位于另一个磁盘或挂载点
io-other = { $detail }

## 文件
encoding-gbk = 这个文件是 GBK 编码，不是 UTF-8
encoding-utf16 = 这个文件是 UTF-16 编码，不是 UTF-8
encoding-unknown = 这个文件不是 UTF-8 编码
encoding-help = 用记事本打开，“另存为”，编码选 UTF-8
front-matter-missing = 文件开头没有 ---，读不到标题、日期等资料
front-matter-missing-help = 第一行写 ---，下面写资料，再写一行 ---，然后是正文
front-matter-unclosed = 资料部分开头有 ---，结尾没有
front-matter-unclosed-help = 在资料与正文之间加一行 ---
file-empty = 文件是空的
file-too-large = 文件有 { $size } MB，超过 { $max } MB，不像是一篇文章
symlink = 这是一个链接，不跟随：它可能指向网站以外的文件。请把文件本身放进来
unsafe-file = 这种文件会在读者的浏览器里运行，不能放在 content/ 里；确属本单位制作的，放到 static/
misplaced-file = 不知道这个文件是什么：事迹放在 content/branches/，系列放在 content/series/，一般页面放在 content/ 或 content/pages/
name-empty = 名字是空的
name-not-utf8 = 文件名不是 UTF-8 编码，请改名
name-too-long = 名字“{ $name }”有 { $bytes } 字节，超过 { $limit } 字节，请改短
name-forbidden-character = 名字“{ $name }”里有不能用的字符“{ $character }”
name-not-normalised = 名字“{ $name }”的字符写法不统一，请重新输入一遍
name-leading-dot = 名字“{ $name }”不能以点开头
name-trailing = 名字“{ $name }”不能以点或空格结尾
name-reserved = 名字“{ $name }”里的 { $stem } 是 Windows 保留的名字

## YAML
yaml-too-long = 资料部分超过 { $max } KB
yaml-not-a-map = 资料应当一行一项，写作“项目: 内容”
yaml-too-large = 资料层次太深或太多
yaml-tag = 资料里不能用“!”标记
yaml-complex-key = 项目名只能是一个词
yaml-colon-in-value = 这一行里有两个“: ”。内容里有冒号时，把内容用引号括起来
yaml-missing-colon = 这里少了“: ”。每一项写作“项目: 内容”，冒号用半角，后面空一格
yaml-open-list = 方括号 [ ] 没有配对
yaml-open-map = 花括号 { "{" } { "}" } 没有配对
yaml-open-quote = 引号没有配对
yaml-bad-start = 内容不能以这个字符开头，请用引号括起来
yaml-unknown-anchor = 内容不能以 * 开头，请用引号括起来
yaml-bad-escape = 双引号里的反斜杠写法不对；改用单引号
yaml-control-character = 有看不见的控制字符，请删去后重新输入
yaml-indentation = 缩进对不齐：同一层的项目要从同一列开始
yaml-two-documents = 资料里多了一行 ---
yaml-other = 资料写法有误（{ $problem }）
tab-indentation = 缩进用了 Tab 键
tab-indentation-help = 改用空格，每一层两个
full-width-colon = 冒号是全角的“：”
full-width-colon-help = 改成半角冒号加空格“: ”

## 项目
unknown-key = 没有“{ $key }”这一项
unknown-key-without-value = “{ $key }”不像项目名，后面也没有冒号
flow-comma-help = 若它是上一项内容的后半句：花括号里半角逗号会把内容断开，改用全角逗号“，”，或把内容用引号括起来
duplicate-key = “{ $key }”写了两次
duplicate-key-alias = “{ $key }”就是 { $path }，写了两次
missing-site-name = 缺少账号名称 name
missing-title = 缺少标题：title 和 branch.name 至少写一项
missing-date = 缺少日期 date；草稿可以不写日期，但要写 draft: true
missing-page-title = 缺少标题 title
activity-without-count = 活动“{ $name }”没有数量
waiver-without-reason = 豁免规则 { $rule } 要写理由 reason
wrong-type = 这里应当是{ $expected }，现在是{ $found }
shape-text = 一段文字
shape-texts = 文字或文字的列表
shape-list = 列表
shape-map = 带冒号的项目
not-a-flag = “{ $value }”不是 true 或 false
not-a-date = “{ $value }”不是日期，写作 2024-03-18 或 2024年3月18日
impossible-date = “{ $value }”这个日期不存在
date-without-day = 这里要写到日，现在只有“{ $value }”
not-a-quantity = “{ $value }”不是数量，写作 22名、90余场次
not-a-count = 这里要一个确切的整数，现在是“{ $value }”
not-an-age-band = “{ $label }”不是年龄段，写作 69岁及以下、70-79岁、80岁以上
not-a-year-range = “{ $value }”不是起止年度，写作 2019-2020
size-out-of-range = { $value } 超出范围，应在 1 到 { $max } 之间
not-a-html-mode = “{ $value }”不认识：写 text（按文字显示）或 sanitised（放行安全的标签）
not-a-base-url = “{ $value }”不是网址，写作 https://example.org/
bad-theme-name = “{ $name }”不能用作主题名
menu-too-long = 菜单最多 { $top } 项，每项下面最多 { $sub } 项
not-a-level = “{ $value }”不是轻重，写作 错误、警告、提示 或 关
unknown-rule = 没有规则“{ $rule }”
fixed-rule = 规则“{ $rule }”不能关闭或改变轻重
unsafe-link = 链接“{ $link }”不安全，没有采用；只能用 http、https、mailto、tel 和站内地址

## 正文
raw-html = 正文里的 HTML 按文字显示，不起作用
raw-html-help = 用 Markdown 书写：标题用 ##，粗体用 **文字**
raw-html-removed = 这里的 HTML 有一部分不在允许之列，已经去掉
raw-html-removed-help = 允许的标签见《Markdown 写作说明》；标题、图片和链接用 Markdown 书写
heading-skipped = 这里是 { $level } 级标题，上面却没有 { $expected } 级标题
heading-skipped-help = 标题一级一级往下排：## 下面用 ###，不要跳级
external-image = 图片“{ $link }”在别的网站上，没有采用：请把图片存到本文件旁边

## 全站
unknown-series = 没有系列“{ $name }”
unknown-series-help = 在 content/series/ 里新建 { $name }.md，或改正系列名
bad-alias = 旧地址“{ $alias }”不能用作网址
future-date = 发布日期是 { $date }，到那天才发布
expired = 已于 { $date } 下线，不再发布
number-jump = 上次是 { $before }，现在是 { $now }，相差十倍以上
total-change = 党员总数上次是 { $before }，现在是 { $now }，变化超过一半
number-change-help = 核对两份材料里的数字
age-bands-total = 年龄段人数之和是 { $sum }，党员总数是 { $total }
age-bands-total-label = { $terms }
age-bands-total-stated = 党员总数 { $total }
age-bands-total-help = 核对各年龄段人数；若未列全，加 partial: true
duplicate-address = 两个来源都要发布到 { $address }
duplicate-address-other = 另一个在这里
duplicate-address-own = 这个地址由网站自己使用，请给文件改名
duplicate-term = “{ $name }”和“{ $twin }”会是同一个网址 { $address }
duplicate-term-help = 把它们写成一样；县区和级别也可在 site.yaml 里用 slug 各定一个
address-below-file = 不能发布到 { $address }：{ $file } 是文件，不是文件夹
reserved-address = { $address } 在 theme/ 里，那里留给主题自己的文件
broken-link = 链接“{ $link }”指向的页面不存在或没有发布
broken-link-help = 核对文件名，大小写也要一致；链接写成从本文件出发的路径，如 jinta-caizheng.md
missing-image = 找不到图片“{ $image }”
missing-image-help = 把图片放在本文件旁边，核对文件名，大小写也要一致
