import Approvals
package import Resources

/// A file names a schema that is not there yet.
package struct AbsentSchemaPage {
    package let page: Page

    package init(_ schema: SchemaKind, branch: String) {
        var page = Page()
        page.tell(
            "Editors cannot find \(schema.path) yet. Add it for everyone, once, on \(branch) at the top of the repository:",
            .facts([
                Words("mkdir -p .assent", .command),
                Words("assent schema \(schema.rawValue) > \(schema.path)", .command),
            ]))
        self.page = page
    }
}
