# Console texts. Each has its twin in zh-CN.ftl (tests/locale.rs checks).

## Labels
label-error = error
label-warning = warning
label-information = note
label-help = help
did-you-mean = did you mean { $name }?
report-count = { $errors ->
        [one] one error
       *[other] { $errors } errors
    }, { $warnings ->
        [one] one warning
       *[other] { $warnings } warnings
    }, { $information ->
        [one] one note
       *[other] { $information } notes
    }.

## Subcommands
build-done = { $stories ->
        [one] one story
       *[other] { $stories } stories
    }, { $pages } pages; files written { $written }, unchanged { $unchanged }, removed { $removed }; warnings { $warnings }; { $seconds } s.
build-stopped = There are errors, so nothing was published; the published site is as it was.
build-kept = kept { $file }: no longer part of the site, but changed by someone since it was published.
build-progress = rendering
check-clean = Nothing to report, { $stories ->
        [one] one story
       *[other] { $stories } stories
    }.
fix-done = fixed { $file }: { $slips }.
fix-would = would fix { $file }: { $slips }.
fix-nothing = Nothing to fix automatically.
fix-left = left { $file } as it is: { $reason }
fix-busy = somebody keeps saving it. Run this again when it is closed.
fix-names = it has other names (hard links), which would keep the old text. Mend it by hand, or put a copy in its place first.
fix-owner = it belongs to someone else, and the mended file would belong to you. Let its owner run this.
fix-rights = it has an access list that the mended file would not have. Mend it by hand.
fix-leftover = kept { $path }: a run that was broken off has left it, and its text is in no other file. Look at it, keep what you need, and remove it.
fix-encoding = { $count } encoding made UTF-8
fix-tab = { $count } Tab indentation
fix-colon = { $count } full-width colon
fix-quote = { $count } full-width quote
fix-punctuation = { $count } half-width punctuation
clean-done = Removed { $removed } files.
clean-kept = kept { $file }: not written by this program, or changed since.
init-done = Made a site in { $folder }. Go there, run `liuhao build` and open public/index.html.
new-done = Made { $path }. When it is written, remove the line `draft` and run `liuhao check`.
serve-at = Preview: { $url } (desk: { $desk })
serve-changed = Updated { $file } ({ $milliseconds } ms). { $report }
serve-changed-many = Updated { $files } files ({ $milliseconds } ms). { $report }
serve-lan = Read on a telephone: { $url }
serve-no-address = cannot serve the preview on { $host }: { $detail }
serve-no-browser = no browser could be opened; open { $url } yourself
serve-no-port = ports { $first } to { $last } are all taken; choose another one with --port.
serve-open-to-all = Note: anyone on the same network can read this preview, unpublished content included.
serve-other-port = Port { $port } is taken; using the next one.
serve-panic = the program itself failed ({ $place }: { $detail }). The preview goes on; please send this line to those who write the program.
serve-stop = Press Ctrl-C to stop.
serve-watch-failure = the system cannot tell of changed files ({ $detail }); looking every 2 seconds instead, so updates come a little later.
serve-watch-limit = the system watches no more folders; looking every 2 seconds instead, so updates come a little later. On Linux fs.inotify.max_user_watches can be raised.

## Usage
help-about = liuhao: publishes the stories of exemplary branches of retired cadres as a site.
help-usage = Usage:
help-options = Options
help-commands = Commands
help-arguments = Arguments
help-help = Show this help
help-version = Show the version
help-lang = Language of the console: zh or en; by default the system's
help-root = The site's folder, with site.yaml in it; by default the current one
help-output = The folder to publish into; by default public in the site's folder
help-drafts = Publish drafts and stories of future days too
help-strict = Treat warnings as errors
help-today = Take this day for today, written 2024-07-01
help-format = Format of the report: human, or json, sarif, github for programs
help-init = Make a site in an empty folder
help-init-folder = The folder
help-new = Make a new profile with every key explained
help-new-name = Name of the branch
help-new-slug = Name of the file, and so the address; by default pinyin
help-build = Build and publish the site
help-build-allow-mass-delete = Allow more than half of the published pages to be removed
help-build-allow-overwrite = Allow files in the output that this program did not write to be replaced
help-serve = Preview in a browser, updated at every save
help-serve-port = Port; the next one where it is taken. Without it: 1313
help-serve-host = Address to listen on; without it only this machine can read, 0.0.0.0 lets telephones on the network read too
help-serve-open = Open the browser too
help-serve-follow = Let the browser go to the story being written
help-check = Check all content and write nothing
help-check-rule = Report on this rule alone (may be repeated); errors of syntax and type are told all the same
help-check-no-rule = Do not report on this rule (may be repeated)
help-check-fix = Fix punctuation, colons, quotes, indentation and encoding first
help-check-dry-run = With --fix: show what would change and write nothing
help-check-against = Compare with an earlier site folder and warn of numbers that change too much
help-check-coverage = List the numbers of each text that are in no field
help-explain = Explain a rule, or list them all
help-explain-rule = The rule, such as age-bands-total
help-clean = Remove the published site, only what this program wrote
help-completions = Print a completion script
help-completions-shell = The shell: bash, elvish, fish, powershell or zsh
usage-unknown-command = there is no command `{ $command }`.
usage-unknown-flag = there is no option { $arg }.
usage-bad-value = { $arg } cannot be `{ $value }`.
usage-missing = missing argument: { $arg }.
usage-missing-command = no command was given.
usage-other = the command line is wrong: { $arg }.
usage-help = See `liuhao --help`.

## What stops the program
error-no-site = { $root } has no site.yaml, so it is not a site. Make one with `liuhao init`, or name it with --root.
error-output-overlaps = the output { $output } overlaps { $source }: publishing would mix with or replace the sources. Choose another folder.
error-output-not-folder = the output { $output } is not a folder; nothing was changed.
error-locked = another build is publishing into { $output }. Try again when it is done.
error-output = what was to be shown is lost: { $reason }. All else was done.
error-fixing = another `check --fix` is mending { $root }. Try again when it is done.
error-mass-delete = this build would remove { $removed } of { $published } published files, more than half; nothing was changed. If that is meant, add --allow-mass-delete.
error-foreign-files = { $count ->
        [one] One file in { $output } was not written by this program and stands
       *[other] { $count } files in { $output } were not written by this program and stand
    } where the site is to go. Nothing was changed:
    { $files }
    Move them away first; if they may be overwritten, build again with --allow-overwrite (what blocks a folder, or lies in one that is to become a file, has to be moved).
error-linked-folder = { $path } is a link. Writing there would leave the output folder, so nothing was written. Put a real folder in its place.
error-bad-state = line { $line } of the state file { $path } makes no sense, so it is not known which files were published before. Restore it from a backup; without one, move it and the output away and build again.
error-no-theme = there is no theme `{ $name }`: it is not embedded and { $folder } does not exist.
error-template = template { $place }: { $detail }
error-folder-not-empty = { $folder } is not empty; nothing was changed. Choose an empty folder.
error-file-exists = { $path } is there already; nothing was changed. Another name can be given with --slug.
error-bad-slug = `{ $slug }` cannot be the name of a file: { $reason }
error-file-read = cannot read { $path }: { $reason }
error-file-write = cannot write { $path }: { $reason }
error-file-remove = cannot remove { $path }: { $reason }
error-file-sync = cannot force { $path } to disk: { $reason }
error-file-lock = cannot lock { $path }: { $reason }
io-not-found = no such file
io-permission-denied = permission denied
io-read-only = the disk is read-only
io-storage-full = the disk is full
io-is-a-folder = it is a folder
io-not-a-folder = it is not a folder
io-file-too-large = the file is too large
io-invalid-name = the name is not allowed
io-crosses-devices = it lies on another disk or mount
io-link = it is a link, and no link is followed here; put the file or folder itself there
io-pipe = it is a pipe (FIFO), not an ordinary file
io-socket = it is a socket, not an ordinary file
io-device = it is a device, not an ordinary file
io-busy = it is in use, or being changed at this moment
io-other = { $detail }

## Files
encoding-gbk = this file is encoded as GBK, not UTF-8
encoding-utf16 = this file is encoded as UTF-16, not UTF-8
encoding-unknown = this file is not encoded as UTF-8
encoding-help = open it in an editor and save it as UTF-8
front-matter-missing = the file does not begin with ---, so it has no title, date and other facts
front-matter-missing-help = begin with a line ---, then the facts, then another line ---, then the text
front-matter-unclosed = a --- opens the front matter and none closes it
front-matter-unclosed-help = add a line --- between the facts and the text
file-empty = the file is empty
file-too-large = the file has { $size } MB, more than { $max } MB; that is no story
too-many-marks = the text has more than { $max } lines and marks, such as brackets and stars; that is no story
too-many-marks-help = take out what is no text, or split it into several files
symlink = this is a link and is not followed: it may lead out of the site. Put the file itself here
special-pipe = this is a pipe (FIFO), not a file, and cannot be published. Remove it, or put the file itself here
special-socket = this is a socket, not a file, and cannot be published. Remove it
special-device = this is a device, not a file, and cannot be published. Remove it, or put the file itself here
special-file = this is no folder of files, so nothing in it can be read. Put the folder itself here
picture-format = most browsers do not show { $format } pictures, so this one is not published
picture-format-help = save it as JPEG: on an iPhone choose Settings, Camera, Formats, Most Compatible; on a computer open it in a picture program and save it as JPEG
picture-too-large = the picture has more than { $max } MB; make it smaller first
picture-too-many-pixels = the picture has { $size } pixels, more than { $max } million; make it smaller first
picture-damaged = the picture is damaged and cannot be read; export or send it again
unsafe-program = this file is a program; programs are not published
file-type = the name ends in .{ $ending }, the file is something else
file-type-help = export it again in that format, or ask for it again; changing the name alone does not help
unsafe-file = such a file would run in the reader's browser and may not lie in content/; if the office made it, put it into static/
misplaced-file = it is not known what this file is: stories go to content/branches/, series to content/series/, free pages to content/ or content/pages/
name-empty = the name is empty
name-not-utf8 = the file's name is not UTF-8; rename it
name-too-long = the name `{ $name }` has { $bytes } bytes, more than { $limit }; make it shorter
name-forbidden-character = the name `{ $name }` holds `{ $character }`, which is not allowed
name-not-normalised = the name `{ $name }` is not in Unicode form NFC; type it again
name-leading-dot = the name `{ $name }` may not begin with a dot
name-trailing = the name `{ $name }` may not end with a dot or a space
name-reserved = in the name `{ $name }`, { $stem } is reserved by Windows

## YAML
yaml-too-long = the front matter has more than { $max } KB
yaml-not-a-map = the facts go one to a line, written `key: value`
yaml-too-large = the facts are nested too deep, or too many
yaml-tag = `!` tags are not allowed
yaml-complex-key = a key must be a single word
yaml-colon-in-value = there are two `: ` in this line; put a value with a colon into quotes
yaml-missing-colon = a `: ` is missing here; write `key: value`
yaml-open-list = a bracket [ ] has no partner
yaml-open-map = a brace { "{" } { "}" } has no partner
yaml-missing-comma = a comma is missing between the values in [ ] or { "{" } { "}" }; put a value with quotes or brackets into quotes
yaml-open-quote = a quote has no partner
yaml-after-value = the quotes or brackets end here, and more follows; remove it, or put the whole value into quotes
yaml-bad-start = a value cannot begin with this character; put it into quotes
yaml-unknown-anchor = a value cannot begin with * or &; put it into quotes
yaml-bad-escape = a backslash in double quotes is wrong here; use single quotes
yaml-control-character = there is an invisible control character; remove it
yaml-indentation = the indentation does not line up: keys of one level begin in one column
yaml-two-documents = there is one line --- too many
yaml-other = the facts cannot be read ({ $problem })
tab-indentation = the line is indented with a Tab
tab-indentation-help = use spaces, two for each level
full-width-colon = the colon is a full-width one
full-width-colon-help = write a plain colon and a space

## Keys
unknown-key = there is no key `{ $key }`
unknown-key-without-value = `{ $key }` does not look like a key, and has no colon
flow-comma-help = if it is the tail of the value before it: inside braces a plain comma splits a value; put the value into quotes
duplicate-key = `{ $key }` stands twice
duplicate-key-alias = `{ $key }` is { $path }, which stands twice
missing-site-name = the account's `name` is missing
missing-title = the title is missing: give `title` or `branch.name`
missing-date = the `date` is missing; a draft needs none, but then write `draft: true`
missing-page-title = the `title` is missing
activity-without-count = the activity `{ $name }` has no number
waiver-without-reason = waiving { $rule } needs a `reason`
wrong-type = expected { $expected }, found { $found }
shape-text = a text
shape-texts = a text or a list of texts
shape-list = a list
shape-map = keys and values
not-a-flag = `{ $value }` is neither true nor false
not-a-focus = `{ $value }` is no part of a picture; write `top`, `bottom left`, or `30% 20%`, from the left and from the top
not-a-date = `{ $value }` is not a date; write 2024-03-18
impossible-date = there is no such date as `{ $value }`
date-without-day = the day is missing in `{ $value }`
not-a-quantity = `{ $value }` is not a quantity
not-a-count = expected an exact whole number, found `{ $value }`
not-an-age-band = `{ $label }` is not a range of ages
not-a-year-range = `{ $value }` is not a range of years; write 2019-2020
not-a-colour = { $value } is no colour: write "#018942", in quotes
low-contrast = { $text } cannot be read on { $ground }: the contrast is { $contrast }, at least { $least } is needed
pixels-out-of-range = { $value } is out of range, { $min } to { $max } pixels
size-out-of-range = { $value } is out of range, 1 to { $max }
not-a-html-mode = `{ $value }` is not known: write text (show it) or sanitised (let an allow-list through)
not-a-base-url = `{ $value }` is not an address; write https://example.org/
not-an-editor = "{ $value }" is no link that opens an editor
bad-theme-name = `{ $name }` cannot be the name of a theme
menu-too-long = a menu has at most { $top } entries and { $sub } below each
not-a-level = `{ $value }` is no weight; write error, warning, information or off
unknown-rule = there is no rule `{ $rule }`
fixed-rule = the rule `{ $rule }` cannot be switched off or weighed
fixed-waiver = { $rule } cannot be waived: it is a fault in reading a file
unsafe-link = the link `{ $link }` is not safe and was dropped; allowed are http, https, mailto, tel and paths inside the site

## Body
raw-html = HTML in a text is shown as text and has no effect
raw-html-help = use Markdown: ## for headings, **text** for bold
raw-html-removed = part of this HTML is not on the allow-list and was removed
raw-html-removed-help = see the Markdown guide for what is allowed; headings, pictures and links are written in Markdown
heading-skipped = a heading of level { $level } without one of level { $expected } above it
heading-skipped-help = go down one level at a time: ### below ##
external-image = the picture `{ $link }` lies on another site and was dropped: save it beside this file

## Site
unknown-series = there is no series `{ $name }`
unknown-series-help = make content/series/{ $name }.md, or correct the name
bad-alias = the former address `{ $alias }` cannot be an address
future-date = to be published on { $date }, not before
expired = expired on { $date }, no longer published
number-jump = it was { $before } and is { $now }: a factor of ten or more
total-change = the members were { $before } and are { $now }: a change of more than half
number-change-help = check the numbers in both documents
age-bands-total = the age bands sum to { $sum }, the members total { $total }
age-bands-total-label = { $terms }
age-bands-total-stated = total { $total }
age-bands-total-help = check the bands; if they are not complete, add `partial: true`
duplicate-address = two sources claim the address { $address }
duplicate-address-other = the other one is here
duplicate-address-own = the site itself uses this address; rename the file
duplicate-term = `{ $name }` and `{ $twin }` would have one address, { $address }
duplicate-term-help = write both alike; counties and levels can be given a slug of their own in site.yaml
reserved-term = `{ $name }` would have the address { $address }, which is that of the list of all
reserved-term-help = choose another word; counties and levels can be given another slug in site.yaml
address-below-file = { $address } cannot be published: { $file } is a file, not a folder
reserved-address = { $address } lies in theme/, which is kept for the theme's own files
broken-link = the link `{ $link }` leads to a page that is not there or not published
broken-link-help = check the name and its letter case; write the path from this file, as in jinta-caizheng.md
missing-image = the picture `{ $image }` is not there
missing-image-help = put the picture beside this file; check the name and its letter case

## Rules
waived = { $count } finding(s) of rule { $rule } not reported, as this file waives it; reason: { $reason }
age-bands-overlap = age bands `{ $younger }` and `{ $older }` overlap
age-bands-shared-end = age bands `{ $younger }` and `{ $older }` both hold the age { $age }
age-bands-gap = ages { $from } to { $to } are missing between `{ $younger }` and `{ $older }`
age-bands-gap-one = age { $age } is missing between `{ $younger }` and `{ $older }`
age-bands-overlap-help = let each band begin where the one before it ends
average-age-range = average age { $average } does not fit the age bands, which allow { $least } to { $most }
average-age-range-bands = the age bands
average-age-range-help = check that the average and the bands were counted at the same time
parts-total = { $terms } is more than the { $total } members
parts-total-short = { $terms } is less than the { $total } members
parts-total-help = veteran, retired and serving exclude each other and sum to no more than the total; nor are there more women
founded-after-data = founded { $date }, after the day of the data, { $other }
renamed-before-founded = the former name was given up { $date }, before the founding, { $other }
renamed-after-data = the former name was given up { $date }, after the day of the data, { $other }
honoured-before-founded = honour `{ $title }` is of { $year }, the branch was founded { $other }
date-order-other = compared with this
honour-level = no level `{ $level }`
honour-level-help = known levels: { $levels }; list others under levels in site.yaml first
honour-year = honour `{ $title }` has neither year nor batch
honour-year-help = add year: 2023, or years: 2019-2020, or batch
signoff-missing = no sign-off
signoff-without-role = sign-off `{ $by }` has no role
signoff-missing-help = say who compiled, sent or approved the story, under signoff
relative-window = the text says `{ $window }`, and nothing says as of when
relative-window-help = add as_of: 2023-12, so that later readers know which year is meant
doubled-hedge = `{ $phrase }` is hedged twice
doubled-hedge-help = keep one of the two hedges
activity-in-text = `{ $phrase }` of activity `{ $name }` stands nowhere in the text
activity-in-text-help = check the number here and in the text, and write it alike
members-total-in-text = the text says `{ $phrase }`, the total in the facts is { $total }
members-total-in-text-help = check both numbers; if they speak of different things, waive the rule with a reason
committee-in-text = the text counts `{ $phrase }` committee members, the facts { $committee }
committee-stated = committee { $committee }
average-age-in-text = the text says an average age of `{ $phrase }`, the facts { $average }
average-age-stated = average age { $average }
founded-in-text = the text says founded `{ $phrase }`, the facts { $founded }
founded-stated = founded { $founded }
honour-year-in-text = honour `{ $title }` is of { $told } in the text, of { $stated } in the facts
honour-level-in-text = honour `{ $title }` is of level { $told } in the text, { $stated } in the facts
honour-stated = this honour in the facts
branch-name-in-text = the text tells of `{ $told }`, the branch in the facts is `{ $name }`
branch-name-stated = the name in the facts
branch-name-in-text-help = see whether the text of another branch was put here; a branch that was renamed has former_names
parts-in-text = in the text { $terms } is more than its total, { $total }
bands-in-text = in the text the age bands are { $terms }, the total is { $total }
parts-in-text-facts = the text says `{ $phrase }`, the facts { $stated }
parts-stated = the number in the facts
total-in-text = the total in the text
parts-in-text-help = check these numbers of the text; if they speak of different things, waive the rule with a reason
percent-mismatch = { $count } of { $total } members is { $right }, the text says { $share }
percent-mismatch-help = check count, total and share; often the total was changed and the share was not
section-count = `{ $slogan }`, but { $count } headings begin with `{ $word }`
section-count-last = the last of them
section-count-help = check the headings, or the number in the slogan
list-count = { $count } items are listed, then the text says `{ $phrase }` in all
list-count-help = count the items again
missing-alt = the picture has no alternative text
missing-alt-help = say in the square brackets what the picture shows: ![text](photo.jpg)
missing-anchor = no heading `{ $anchor }` where the link leads
missing-anchor-help = where a heading was changed, change the text after # in the link too
image-case = the picture is written `{ $image }`, its file is { $name }: letter case or Unicode form differs
image-case-help = it shows here and is missing on the web: write it as the file is called
duplicate-branch = series `{ $series }` has two stories of `{ $name }`
leftover-markup = markup { $mark } stands in the text without effect, { $count } time(s)
leftover-markup-help = remove or mend it: where ** touches a quotation mark and a Han character, put a blank outside
range-mark = `{ $phrase }` is against the standard for numerals; write `{ $right }`
punctuation-half-width = half-width `{ $mark }` or the like between Han characters, { $count } time(s)
punctuation-half-width-help = use full-width punctuation; `liuhao check --fix` mends them all
punctuation-ellipsis = `{ $marks }` should be the Chinese ellipsis, two three-dot signs
punctuation-doubled = doubled punctuation: `{ $marks }`
punctuation-unbalanced = punctuation mark { $mark } has no partner; the pair is { $pair }
personal-id = a resident ID number, { $mask }
personal-mobile = a mobile number, { $mask }
personal-card = a bank card number, { $mask }
personal-data-help = remove it, or keep its ends only, as in 138****1234
personal-file-name = in this folder the name of a file is personal data: { $what }
personal-file-name-help = rename the file: its name becomes part of an address
personal-photo = something written into the photo is personal data: { $what }
personal-photo-help = nothing of it is published; look whether the picture shows it too, and export the photo anew without its remarks
personal-address = a home address as fine as a door number
personal-address-help = go no further than the township or street
term = `{ $wrong }` should be `{ $right }`
term-without-right = `{ $wrong }` is not to be used
term-note = { $note }
term-without-wrong = wrong is missing: the word not to be used
not-a-severity = severity is error, warning or information, not `{ $value }`
number-unaccounted = `{ $phrase }` is in no field
coverage = { $all } numbers with a unit in the text: { $fields } in fields, { $windows } lengths of time, { $labels } in names, { $rest } unaccounted
explain-why = Why
explain-example = Example of a breach
explain-rules = Rules
explain-faults = Faults in reading files and settings
explain-unknown = no rule `{ $rule }`; liuhao explain lists them all.

## Pages of the preview
overlay-title = The site has errors and cannot be published yet
overlay-last-good = Pages with errors are shown as they last were without one; this report goes away when you mend and save.
overlay-close = Put the report aside
overlay-badge = {"{"}count{"}"} errors
overlay-desk = Open the desk
stumble-rebuild = The program itself failed while bringing the preview up to date; what is shown may be the state before. Your texts are untouched; it tries again by itself, and whenever you save. ({ $detail })
stumble-request = The program itself failed while making { $address }. Other pages go on; it tries again when you save. ({ $detail })
stumble-help = This is no fault of a text. Please send the words in brackets and the line in the terminal to those who write the program.
desk-title = Desk
desk-search = Find by title or file name
desk-all = All
desk-with-errors = With errors
desk-with-warnings = With warnings
desk-kept-back = Kept back
desk-with-missing = With missing facts
desk-story = Story
desk-state = State
desk-report = Report
desk-missing = Missing facts
desk-coverage = Numbers in the text
desk-errors = errors
desk-warnings = warnings
desk-information = notes
desk-clean = nothing to mend
desk-none = none
desk-preview = preview
desk-draft = draft
desk-future = not due yet
desk-expired = expired
desk-published = published
desk-broken = unreadable
desk-series = series
desk-page = page
desk-window = a time
desk-label = a name or slogan
desk-unaccounted = in no field
desk-previous = Previous
desk-next = Next
desk-home = Preview
desk-nothing = No story fits.
