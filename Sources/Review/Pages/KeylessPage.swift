import Approvals
package import Resources

/// When signatures are required: the members who can no longer act.
package struct KeylessPage {
    package let page: Page

    package init(_ members: [Member], for reader: Reader) {
        var page = Page()
        if let first = members.first {
            let names = members.map { reader.name($0.id) }.inWords(limit: 6)
            page.add(.facts(["\(names) will not be able to act: assent.yaml has no key for them."]))
            page.add(
                .steps([
                    NextStep("add their public keys", Shell.line(["assent", "member", "key", first.id, "…"]))
                ]))
        }
        self.page = page
    }
}
