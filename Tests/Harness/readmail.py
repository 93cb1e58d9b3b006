"""Prints mail as a mail program reads it: every header decoded, the structure, and the text part.

    python3 Tests/Harness/readmail.py FOLDER [--html N | --tags]
"""
import email
import email.policy
import html.parser
import pathlib
import sys



class Tags(html.parser.HTMLParser):
    """Every tag of a document, with its attributes."""

    def __init__(self):
        super().__init__()
        self.seen = set()

    def handle_starttag(self, tag, attributes):
        self.seen.add(" ".join([tag] + [f'{name}="{value}"' for name, value in attributes]))

    def handle_comment(self, data):
        self.seen.add("COMMENT")

    def unknown_decl(self, data):
        self.seen.add("DECLARATION")


folder = pathlib.Path(sys.argv[1])
for number, path in enumerate(sorted(folder.glob("*.eml"), key=lambda path: int(path.stem)), 1):
    raw = path.read_bytes()
    message = email.message_from_bytes(raw, policy=email.policy.default)
    if len(sys.argv) > 3 and int(sys.argv[3]) == number:
        print(message.get_body(("html",)).get_content(), end="")
    if sys.argv[2:] == ["--tags"]:
        tags = Tags()
        tags.feed(message.get_body(("html",)).get_content())
        print("\n".join(sorted(tags.seen) + ["HEADER " + name for name in message.keys()]))
    if len(sys.argv) > 2:
        continue
    print(f"-- {number}")
    for name, value in message.items():
        print(f"{name}: {value}" if name != "Content-Type" else f"{name}: {value.content_type}")
    for defect in message.defects + [defect for part in message.walk() for defect in part.defects]:
        print(f"DEFECT {defect!r}")
    longest = max(len(line) for line in raw.split(b"\r\n"))
    if longest > 78 or b"\n" in raw.replace(b"\r\n", b"") or any(byte > 126 for byte in raw):
        print(f"UNFIT longest line {longest}")
    print("parts:", ", ".join(part.get_content_type() for part in message.iter_parts()))
    print()
    print(message.get_body(("plain",)).get_content(), end="")
