/// After its setting was changed: the published branch still has its old name.
package struct MainToRenamePage {
    package let page: Page

    package init(_ branch: String, to name: String, on remote: String?) {
        var page = Page()
        page.add(.facts([Self.sentence(branch, to: name)]))
        page.add(.steps(.renaming(branch, to: name, on: remote)))
        self.page = page
    }

    static func sentence(_ branch: String, to name: String) -> Words {
        "The settings call the published branch \(name), but it is still \(branch). Until it is renamed, nothing else can be recorded."
    }
}

extension [NextStep] {
    /// How the published branch gets the name that its settings give it.
    static func renaming(_ branch: String, to name: String, on remote: String?) -> [NextStep] {
        let here = Shell.line(["git", "branch", "-m", branch, name])
        let back = NextStep(
            "to call it \(branch) again, then", Shell.line(["assent", "settings", "branch", branch]))
        guard let remote else { return [.init("rename it", here), back] }
        return [
            .init(
                "rename it, if you may push",
                Shell.line(["git", "push", remote, "refs/remotes/\(remote)/\(branch):refs/heads/\(name)"])),
            .init("then here", here), back,
        ]
    }
}
