#!/usr/bin/env python3
"""Write one synthetic corpus of branch stories as a site of Hugo, Zola, Eleventy or liuhao.

    corpus.py {hugo|zola|eleventy|liuhao} COUNT DIR

The stories are the same in every form: same bodies, same facts, same dates; only the front
matter's spelling and the theme's template language differ. Seeded, so two runs agree.
"""
import json, os, random, shutil, sys
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parent
COUNTIES = ["肃州区", "金塔县", "玉门市", "瓜州县", "敦煌市", "肃北县", "阿克塞县"]
ORGS = ["财政局", "教育局", "水务局", "农业农村局", "人民医院", "交通运输局", "林业和草原局", "市场监督管理局",
        "公安局", "法院", "检察院", "民政局", "文化馆", "第一中学", "统计局", "档案馆", "气象局", "税务局"]
LEVELS = ["县级", "市级", "省级"]
FOCUS = ["聚焦组织设置，提升支部向心力", "聚焦队伍建设，增强班子战斗力", "聚焦党内生活，加强组织凝聚力",
         "聚焦制度落实，提高组织执行力", "聚焦作用发挥，激发党员行动力"]
SENT = [
    "支部坚持每月{a}号开展主题党日，全年累计组织{b}场次，参与率保持在{c}%以上。",
    "针对党员年老体弱、居住分散的实际，班子成员结对帮扶{a}名行动不便党员，送学上门{b}次。",
    "依托**“红色驿站”**党员活动阵地，配备图书{c}余册，供老同志读书看报、座谈交流。",
    "组织老党员参观红色教育基地{a}次，重温入党誓词，讲述身边的奋斗故事。",
    "建立“夕阳红”微信交流群，转发学习资料{b}条，实现线上线下同步学习。",
    "全年开展节日慰问、生日问候、住院探望等关怀活动{b}余场次，送去慰问金{c}00余元。",
    "组建志愿服务队{a}支，先后有{b}名老党员参与社区治理、环境整治和护苗行动。",
    "收集意见建议{b}余条，协调解决实际困难{a}件，老同志满意度不断提高。",
    "支部书记讲党课{a}次，邀请专家开展政策宣讲{a}场，听讲人数达{c}人次。",
    "发挥专业优势，与青年干部结成“传帮带”对子{a}对，编写业务手册*一册*。",
]


def stories(count):
    rng = random.Random(20231231)
    start = date(2019, 1, 1)
    for i in range(count):
        county, org = rng.choice(COUNTIES), rng.choice(ORGS)
        a, b, c = rng.randint(4, 30), rng.randint(2, 15), rng.randint(0, 6)
        total = a + b + c
        honours = [(rng.choice(range(2016, 2020)), lv) for lv in LEVELS[: rng.randint(1, 3)]]
        acts = [("主题党日", rng.randint(6, 24), "场次"), ("党课宣讲", rng.randint(2, 12), "次"),
                ("走访慰问", rng.randint(5, 90), "场次"), ("意见建议", rng.randint(5, 40), "条")]
        average = round((a * 65 + b * 74 + c * 83) / total)
        said = "、".join(f"{n}{k}{u}" for n, k, u in acts)
        body = [f"支部现有党员{total}名，平均年龄{average}岁，其中69岁及以下{a}人，70-79岁{b}人，80岁以上{c}人。开展{said}。\n"]
        for h in FOCUS:
            body.append(f"## {h}\n")
            for _ in range(3):
                s = "".join(t.format(a=rng.randint(1, 9), b=rng.randint(10, 99), c=rng.randint(60, 99))
                            for t in rng.sample(SENT, 3))
                body.append(s + "\n")
        body.append("> 退休不褪色，离岗不离党。\n")
        body.append("- 学有所获\n- 乐有所得\n- 为有所成\n")
        yield dict(
            id=f"branch-{i:06d}", title=f"{county}{org}退休干部第{i % 9 + 1}党支部", county=county, org=org,
            date=(start + timedelta(days=i % 2000)).isoformat(), total=total, age=average,
            bands=[("69岁及以下", a), ("70-79岁", b), ("80岁以上", c)], honours=honours,
            years=sorted({y for y, _ in honours}), levels=[lv for _, lv in honours], acts=acts,
            founded=f"{rng.randint(1985, 2015)}-{rng.randint(1, 12):02d}", body="\n".join(body))


def q(s):
    return json.dumps(s, ensure_ascii=False)


def facts_of(s):
    facts = [f"org: {q(s['org'])}", f"founded: {q(s['founded'])}", f"members: {s['total']}", f"average_age: {s['age']}",
             "age_bands:"] + [f"  - {{label: {q(l)}, count: {n}}}" for l, n in s["bands"]]
    facts += ["honours:"] + [f"  - {{year: {y}, level: {q(l)}}}" for y, l in s["honours"]]
    facts += ["activities:"] + [f"  - {{name: {q(n)}, count: {k}, unit: {q(u)}}}" for n, k, u in s["acts"]]
    return facts


def terms_of(s):
    return [f"county: [{q(s['county'])}]", f"year: [{', '.join(q(str(y)) for y in s['years'])}]",
            f"level: [{', '.join(q(l) for l in s['levels'])}]"]


def fenced(lines):
    return "---\n" + "\n".join(lines) + "\n---\n"


def head_of(s):
    return [f"title: {q(s['title'])}", f"date: {s['date']}"]


def front_hugo(s):
    return fenced(head_of(s) + terms_of(s) + facts_of(s))


def front_zola(s):
    inside = lambda lines: [f"  {line}" for line in lines]
    return fenced(head_of(s) + ["taxonomies:"] + inside(terms_of(s)) + ["extra:"] + inside(facts_of(s)))


def front_liuhao(s):
    out = [f"title: {q(s['title'])}", f"date: {s['date']}", "branch:", f"  name: {q(s['title'])}",
           f"  county: {q(s['county'])}", f"  unit: {q(s['org'])}", f"  founded: {s['founded']}",
           "members:", f"  total: {s['total']}", f"  average_age: {s['age']}", "  age_bands:"]
    out += [f"    {l}: {n}" for l, n in s["bands"]]
    out += ["honours:"] + [f"  - {{year: {y}, level: {l}, title: “六好”离退休干部示范党支部}}" for y, l in s["honours"]]
    out += ["activities:"] + [f"  {n}: {k}{u}" for n, k, u in s["acts"]]
    out += ["signoff:", "  - {role: 整理, by: 示例科}"]
    return fenced(out)


FRONTS = {"hugo": front_hugo, "zola": front_zola, "eleventy": front_hugo, "liuhao": front_liuhao}


def main():
    kind, count, out = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    shutil.rmtree(out, ignore_errors=True)
    if (HERE / kind).is_dir():
        shutil.copytree(HERE / kind, out)
    folder = out / "content" / ("branches" if kind == "liuhao" else "p")
    folder.mkdir(parents=True, exist_ok=True)
    for s in stories(count):
        (folder / f"{s['id']}.md").write_text(FRONTS[kind](s) + "\n" + s["body"], encoding="utf-8")


main()
