import Approvals
package import Resources

/// Where signatures are required: whose acts nobody takes any more.
package struct KeylessPage {
    package let page: Page

    package init(_ members: [Member], for reader: Reader) {
        var page = Page()
        if let first = members.first {
            let names = members.map { reader.name($0.id) }.inWords(limit: 6)
            page.add(.facts(["\(names) cannot act after that: assent.yaml has no key of theirs."]))
            page.add(
                .steps([
                    NextStep("for each, with their public key", Shell.line(["assent", "member", "key", first.id, "…"]))
                ]))
        }
        self.page = page
    }
}
