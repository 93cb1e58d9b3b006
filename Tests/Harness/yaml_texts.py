"""Pairs of YAML texts of models and syncs, most of which could mean the same: one value written in two ways, a text and
what a slip of the hand or another editor makes of it, one word in two styles."""

PLAIN = (
    "a b email Name first_name é ü— z 0 1 -1 +1 -0 007 08 0o14 0o8 014 0x1F 0X1F 0b11 0B11 0O17 1_000 1,000 1_0e3 08_1 "
    "._5 ._ -_1 +_ 0_x1F 0_7 1__0 1_ _1 0b1_0 0o1_7 0x_f 12:30 12:30:45 190:20:30.15 1:60 0:0 -1:30 1:30. 1e3 1E3 1e 1e+3 "
    "-2E05 1.5 1. .5 +.5 -.5 0. . .. -. + 1.2.3 1..5 .5.5 1.5e3 1.0e+3 6.8523015e+5 685.230_15e+03 .inf -.INF +.inf .nan "
    ".NaN -.nan inf NaN ~ null Null NULL nULL true True TRUE tRUE false yes Yes YES yEs no on off y n Y N = << 2001-01-01 "
    "2001-1-1 2001-13-45 2001-12-14t21:59:43.10-05:00 2001-12-14T21:59:43Z 2001-12 1e999 1e-999 0777 0x 0b2 ١ x#y a:b "
    "a::b http://x.example/a?b=c&d=e a,b a|b a>b a&b a*b a!b a%b a@b `a a` 100% $x (x) x[0] {x} <x> ^x \\n \\ / /a -a --a "
    "---a ...a ?a :a @a %a &a *a !a |a >a 'a \"a a' a\" it's #a a# , [ ] { } - ? : | > & * ! __proto__ 00 -08 +08 "
    "99999999999999999999 -99999999999999999999 9223372036854775808 0.1e1 1e400 0xFFFFFFFFFFFFFFFFFF"
).split() + [
    "", " ", "a b", "a  b", " a", "a ", "a: b", "a :b", "a #b", "a # b", "- a", "? a", ": a", "a:", "x y z", "\u00a0a", "a\u00a0",
    "\u3000", "\u200b", "e\u0301", "\U0001F600", "2001-12-14 21:59:43.10 -5", "2001-12-14 1:2:3", "2001-12-14 21:59:43,5",
    "2001-12-14 x", "select a, b from c", "{{ row.email }}", "{{ row['Full Name'] | default: \"x\" }}", "{% if a %}b{% endif %}",
    "Salesforce Lead", "null value", "on call", "a\tb", "\ta", "--- a", "...", "---",
]  # fmt: skip
TEXTS = [
    "select id, email\nfrom leads", "select id, email\nfrom leads\n", "a\n\nb\n", "a\n\n\nb\n\n", "\na\n", " a\nb\n", "a\n b\nc\n",
    "a\n\tb\n", "  a\n b", "a\nb ", "a \nb\n", "-- comment\nselect 1\n", "# x\n", "a\n# b\nc", "- a\n- b\n", "a: b\nc: d\n",
    "select *\nfrom a\nwhere b = 'c'\n  and d = \"e\" -- f\n\n  or g\n", "\n", "\n\n", "a\n", "---\na\n", "a\n...\n", "a\n   \nb\n",
    "a long text that goes on and on over many words so that an editor may break its line somewhere in the middle",
    "one two three\nfour five six seven\n\neight nine\n  ten eleven\n\n  twelve\nthirteen\n",
]  # fmt: skip
KEYS = ["to", "from", "type", "mode", "object", "x y", "é", "a-b", "a.b", "a/b", "k1", "unit", "quantity", "lookup", "$map", "1a"]
ODD_KEYS = ["on", "y", "1", "null", "<<", "a:b", "", " a", "a: b", "true", "014", "#a", "-a", "?a", "=", "a?b", "2001-01-01", "it's", '"']
LINES = ["#c", "# c", "", "", "   # c", "      # c: d", "# - x", "# 'q"]


class Texts:
    def __init__(self, random):
        self.random = random

    def maybe(self, share):
        return self.random.random() < share

    def choice(self, choices):
        return self.random.choice(choices)

    # ---- values: ("map", [(key, value)]), ("list", [value]), ("str", text), ("raw", what is written plain)

    def word(self):
        return self.choice(PLAIN)

    def text(self):
        return self.choice(TEXTS) if self.maybe(0.35) else self.word()

    def scalar(self):
        return ("raw", self.word()) if self.maybe(0.2) else ("str", self.text())

    def key(self, used):
        while True:
            key = self.choice(ODD_KEYS) if self.maybe(self.oddity) else self.choice(KEYS)
            if self.maybe(0.02):
                key = "k" * self.choice([100, 990, 1000, 1020, 1030])
            if key not in used:
                used.add(key)
                return key
            if len(used) > 10:
                return key + str(len(used))

    def value(self, depth):
        share = self.random.random()
        if depth <= 0 or share < 0.5:
            return self.scalar()
        if share < 0.75:
            used = set()
            return ("map", [(self.key(used), self.value(depth - 1)) for _ in range(self.random.randint(0, 3))])
        return ("list", [self.value(depth - 1) for _ in range(self.random.randint(0, 3))])

    def resource(self):
        """A model or a sync, short, with something odd in it."""
        used = set()
        if self.maybe(0.5):
            top = [("name", ("str", "Leads")), ("source", ("str", "w")), ("type", ("str", "raw_sql"))]
            top += [("rawSql", ("str", self.text())), ("primaryKey", self.scalar())]
        else:
            mappings = [
                ("map", [("to", ("str", to)), ("from", self.scalar()), ("type", ("str", "standard"))])
                for to in self.random.sample(["Email", "Name", "Phone"], self.random.randint(0, 2))
            ]
            config = [("mode", ("str", "upsert")), ("mappings", ("list", mappings))]
            config += [(self.key(used), self.value(2)) for _ in range(self.random.randint(0, 2))]
            top = [("model", ("str", "leads")), ("destination", ("str", "crm")), ("config", ("map", config))]
            top += [("schedule", ("map", [("type", ("str", "manual"))])), ("schedulePaused", ("raw", self.choice(["true", "false"])))]
        top = self.random.sample(top, self.random.randint(0, 3)) if self.maybe(0.7) else top
        used = {key for key, _ in top}
        top += [(self.key(used), self.value(3)) for _ in range(self.random.randint(0 if top else 1, 2))]
        self.random.shuffle(top)
        return ("map", top)

    # ---- writing: a style drawn anew at each place

    def write(self, value, wild):
        """- wild: how often something is written in a way that readers may not share."""
        self.wild = wild
        ending = self.choice(["\n"] * 8 + ["", "\n\n", "\n# end\n", "\n  \n"])
        start = self.choice([""] * 12 + ["---\n", "# c\n", "\n", "# c\n---\n", "--- # c\n"])
        if self.maybe(wild):
            start = self.choice(["---\n---\n", "%YAML 1.2\n---\n", "%YAML 1.1\n---\n", "--- ", "\ufeff", "...\n", "---\t\n", "  "])
        if self.maybe(wild):
            ending = self.choice(["\n...\n", "\n---\n", "\n... # c\n", "\n\t\n", "\n...\nx: 1\n", " ", "\t"])
        body = self.flow(value, 0) if self.maybe(0.03) else self.block(value, self.choice([0] * 30 + [2]), False)
        text = start + body + ending
        if self.maybe(0.06):
            text = text.replace("\n", "\r\n")
        if self.maybe(wild * 0.3):
            text = text.replace("\n", "\r", 1)
        return text

    def props(self):
        if not self.maybe(self.wild * 0.3):
            return ""
        return self.choice(["&a ", "&b ", "!!str ", "! ", "!x ", "&a:b ", "&a\n      ", "!!map ", "!!seq "])

    def comment(self):
        return self.choice([""] * 12 + [" # c", "  #c", " #", " ", "   "] + (["\t# c", "\t", "#c"] if self.maybe(self.wild) else []))

    def between(self, column):
        """Lines between two entries."""
        if not self.maybe(0.08):
            return ""
        line = self.choice(LINES + [" " * column + "# c", " " * (column + 2) + "# c"])
        if self.maybe(self.wild):
            line = self.choice(["\t", " \t# c", "  \t"])
        return line + "\n"

    def block(self, value, column, in_line):
        """Lines, the first without its indentation if it goes on in a line."""
        kind, content = value
        if kind in ("str", "raw") or not content:
            return ("" if in_line else " " * column) + self.inline(value, column - 1)
        lines = []
        for index, entry in enumerate(content):
            first = "" if in_line and index == 0 else self.between(column) + " " * column
            lines.append(first + (self.entry(*entry, column) if kind == "map" else self.item(entry, column)))
        return "\n".join(lines)

    def entry(self, key, value, column):
        colon = self.choice([":"] * 30 + [" :"] + (["\t:", "  :", ":\t"] if self.maybe(self.wild) else []))
        written = self.key_text(key)
        if self.maybe(self.wild * 0.2):
            written = self.choice(["? ", "&a ", "!!str "]) + written
        if value == ("raw", "null") and self.maybe(0.5):
            return written + colon + self.comment()
        if value[0] in ("map", "list") and value[1] and not self.maybe(0.25):
            step = self.choice([0, 0, 2, 2, 2, 4] if value[0] == "list" else [1, 2, 2, 2, 2, 4])
            gap = self.comment() + "\n" + self.between(column + step)
            props = self.props()
            return written + colon + (" " + props if props else "") + gap + self.block(value, column + step, False)
        return written + colon + self.behind(value, column)

    def item(self, value, column):
        if value == ("raw", "null") and self.maybe(0.3):
            return "-" + self.comment()
        if value[0] in ("map", "list") and value[1] and not self.maybe(0.3):
            if self.maybe(0.85):
                gap = self.choice([" ", " ", " ", "   "] + (["\t", " \t"] if self.maybe(self.wild) else []))
                return "-" + gap + self.block(value, column + 1 + len(gap), True)
            deeper = column + self.choice([1, 2, 2, 4])
            return "-" + self.comment() + "\n" + self.between(deeper) + self.block(value, deeper, False)
        return "-" + self.behind(value, column)

    def behind(self, value, column):
        gap = self.choice([" "] * 12 + ["  "] + (["\t", "", " \t"] if self.maybe(self.wild) else []))
        if self.maybe(0.04):
            gap = self.comment() + "\n" + " " * (column + self.choice([1, 2, 4]))
        text = self.inline(value, column)
        if text[:1] in ("|", ">") and self.maybe(0.97):
            return " " + self.props() + text
        return gap + self.props() + text + self.comment()

    def key_text(self, key):
        return self.choice([key] * 6 + [self.single(key, None), self.double(key, None)])

    def inline(self, value, column):
        kind, content = value
        if kind == "raw":
            if content in ("null", "true", "false") and self.maybe(0.4):
                forms = {"null": ["~", "Null", "NULL", "null"], "true": ["True", "TRUE"], "false": ["False", "FALSE"]}
                return self.choice(forms[content])
            return content
        if kind in ("map", "list"):
            return self.flow(value, column)
        share = self.random.random()
        if "\n" in content or len(content) > 60:
            if share < 0.65:
                return self.block_text(content, column)
            return self.choice([self.double, self.single])(content, column)
        if share < 0.4:
            return self.folded_plain(content, column)
        if share < 0.92:
            return self.choice([self.double, self.single])(content, column)
        return self.block_text(content, column)

    def line_end(self, column):
        """Where a quoted or plain text goes on in the next line."""
        blanks = self.choice([" ", "\t"]) if self.maybe(self.wild) else ""
        indent = " " * (max(column, 0) + self.choice([1, 2, 2, 4]))
        if self.maybe(self.wild):
            indent = self.choice(["\t", " \t", "", " " * max(column, 0)])
        return blanks + "\n" + indent

    def folded(self, text, column, may_fold):
        """With some of its blanks as line ends, and its line ends as empty lines."""
        if column is None:
            return text
        out = []
        for index, character in enumerate(text):
            inside = 0 < index < len(text) - 1 and text[index - 1] not in " \n\t" and text[index + 1] not in " \n\t"
            if character == " " and inside and self.maybe(may_fold):
                out.append(self.line_end(column))
            elif character == "\n":
                follows = index > 0 and text[index - 1] == "\n"
                empty = self.choice([" ", "  ", "\t"]) if self.maybe(self.wild) else ""
                out.append(empty + "\n" if follows else "\n" + empty)
                if not text[index + 1 : index + 2] == "\n":
                    out.append(self.line_end(column))
            else:
                out.append(character)
        return "".join(out)

    def folded_plain(self, text, column):
        return self.folded(text, column, 0.15)

    def single(self, text, column):
        return "'" + self.folded(text.replace("'", "''"), column, 0.2) + "'"

    def double(self, text, column):
        out = []
        for character in text:
            code = ord(character)
            if character in '"\\':
                out.append("\\" + character)
            elif character == "\n" and (column is None or self.maybe(0.6)):
                out.append("\\n")
            elif character == "\t" and self.maybe(0.7):
                out.append("\\t")
            elif code != 10 and self.maybe(0.03):
                out.append(self.choice([f"\\x{code:02x}", f"\\x{code:02X}"]) if code < 256 else f"\\U{code:08x}")
            elif code > 0x7E and self.maybe(0.3):
                out.append(f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08X}")
            else:
                out.append(character)
        text = "".join(out)
        if self.maybe(self.wild):
            at = self.random.randint(0, len(text))
            text = text[:at] + self.choice(["\\\n  ", "\\ ", "\\/", "\\_", "\\N", "\\L", "\\P", "\\e", "\\0", "\\ud83d\\ude00", "\\z"]) + text[at:]
        return '"' + self.folded(text, column, 0.2) + '"'

    def block_text(self, text, column):
        folds = self.maybe(0.4)
        body = text.rstrip("\n")
        ends = len(text) - len(body)
        chomping = "-" if ends == 0 else "" if ends == 1 else "+"
        if self.maybe(0.1):
            chomping = self.choice(["-", "", "+"])
        step = self.choice([1, 2, 2, 2, 4])
        lines = body.split("\n")
        digit = str(step) if body[:1] in (" ", "\n", "\t", "") or self.maybe(0.1) else ""
        header = (">" if folds else "|") + (digit + chomping if self.maybe(0.7) else chomping + digit)
        header += self.choice([""] * 20 + [" # c", " ", "  #"] + (["#c", "\t", "\t# c"] if self.maybe(self.wild) else []))
        indent = " " * (max(column, 0) + step)
        out = []
        for index, line in enumerate(lines):
            if folds and index > 0 and not line.startswith((" ", "\t")) and not lines[index - 1].startswith((" ", "\t")):
                if line and lines[index - 1]:
                    out.append("")
            if folds and not line.startswith(" ") and self.maybe(0.5):
                for part in line.split(" "):
                    if part and out and self.maybe(0.7) and out[-1].strip() and not part.startswith("#"):
                        out[-1] += " " + part
                    else:
                        out.append(indent + part)
                continue
            empty = self.choice(["", "", "", indent, " "] + ([indent + " ", "\t"] if self.maybe(self.wild) else []))
            out.append(indent + line if line else empty)
        if self.maybe(self.wild):
            out.insert(0, self.choice([indent + " ", "\t", indent, " "]))
        if ends > 1 or self.maybe(0.05):
            out += [""] * max(ends - 1, 1)
        if self.maybe(0.04):
            out.append(self.choice(["# c", " " * max(column, 0) + "# c", " " * (max(column, 0) + 1) + "# c"]))
        return header + "\n" + "\n".join(out)

    def flow(self, value, column):
        kind, content = value
        if kind == "raw":
            return content
        if kind == "str":
            share = self.random.random()
            if share < 0.4 and "\n" not in content:
                return self.folded(content, column, 0.05)
            return self.choice([self.double, self.single])(content, column)
        gap = lambda: self.gap(column)  # noqa: E731
        parts = []
        for entry in content:
            if kind == "list":
                parts.append(gap() + self.flow(entry, column) + gap())
                continue
            key, item = entry
            written = self.key_text(key)
            quoted = written[:1] in "'\"" and written[:1] != ""
            colon = self.choice([": "] * 12 + [":  ", " : "] + ([":"] if quoted or self.maybe(self.wild) else []))
            if self.maybe(self.wild):
                colon = self.choice([":\n" + " " * (max(column, 0) + 2), ":\t", "\n  : ", ":\n"])
            parts.append(gap() + written + colon + self.flow(item, column) + gap())
        comma = self.choice([", "] * 6 + [","])
        last = self.choice([""] * 12 + [","] + ([",,", ", ,", ":"] if self.maybe(self.wild) else [])) if parts else ""
        text = comma.join(parts) + last + (gap() if self.maybe(0.2) else "")
        return "[" + text + "]" if kind == "list" else "{" + text + "}"

    def gap(self, column):
        share = self.random.random()
        deeper = " " * (max(column, 0) + self.choice([1, 2, 4]))
        if share < 0.85:
            return ""
        if share < 0.9:
            return " "
        if self.maybe(self.wild):
            return self.choice(["\t", "\n", "\n" + " " * max(column, 0), "\n\t", " # c\n", "# c\n" + deeper])
        return self.choice(["\n" + deeper, "\n\n" + deeper, " # c\n" + deeper, "\n" + deeper + "# c\n" + deeper])

    # ---- slips and other editors

    def changed(self, text):
        for _ in range(self.choice([1, 1, 1, 2])):
            text = self.changed_once(text)
        return text

    def changed_once(self, text):
        share = self.random.random()
        at = self.random.randint(0, len(text))
        lines = text.split("\n")
        line = self.random.randrange(len(lines))
        if share < 0.35:
            with_what = self.choice([" ", " ", "  ", "\t", "\n", "\n", "\n ", "\n\n", " #", " # c", "#", "\r", "\r\n", "\u2028", "\u0085", "\u00a0",
                                     ":", "-", ",", "'", '"', "\\", "_", ".", "0", "&", "*", "!", "|", ">", "?", "%", "[", "}", "\ufeff"])  # fmt: skip
            return text[:at] + with_what + text[at + (1 if self.maybe(0.2) else 0) :]
        if share < 0.5:
            return text[:at] + text[at + self.random.randint(1, 2) :]
        if share < 0.75:
            lines[line : line + self.choice([0, 0, 1])] = [self.choice(LINES + ["  ", "\t", "...", "---", " " * self.random.randint(0, 6) + "# c"])]
            return "\n".join(lines)
        if share < 0.85:
            lines[line] = self.choice([lines[line] + self.choice([" ", "\t", "  ", " # c"]), " " + lines[line], lines[line][1:], lines[line].rstrip(), lines[line] + "\r"])
            return "\n".join(lines)
        return self.choice([text.rstrip("\n"), text + "\n", text.replace("\n", "\r\n"), "\ufeff" + text, "---\n" + text, text.replace("  ", "   "),
                            text.replace("'", '"'), text.replace('"', "'"), text.replace("|", ">"), text.replace("-\n", "\n"), text.replace("    ", "\t")])  # fmt: skip

    # ---- pairs

    def pair(self):
        """(what it is, "models" or "syncs", before, after)."""
        self.oddity = self.choice([0, 0, 0.05, 0.3])
        wild = self.choice([0, 0, 0, 0.02, 0.1, 0.3])
        kind = self.choice(["models", "syncs"])
        share = self.random.random()
        if share < 0.45:
            value = self.resource()
            return ("twice", kind, self.write(value, wild), self.write(value, wild))
        if share < 0.75:
            text = self.write(self.resource(), wild)
            return ("changed", kind, text, self.changed(text))
        word = self.word() + (self.choice(["", " ", "_", ":", "."]) + self.word() if self.maybe(0.25) else "")
        self.wild = wild
        forms = [word, word, self.single(word, 0), self.double(word, 0), self.block_text(word, 0), self.folded_plain(word, 0)]
        frame = self.choice(["k: {}\n", "k: {}\n", "k:\n  - {}\n", "k: [{}, x]\n", "k: {{a: {}}}\n", "k:\n- a: {}\n  b: c\n", "{}: k\n", "- - {}\n"])
        before, after = self.choice(forms), self.choice(forms)
        return ("word", kind, frame.format(before), frame.format(after))
