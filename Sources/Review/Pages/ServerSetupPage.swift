package import Approvals
import Git

/// What a server needs to refuse what was not approved, and how far it has it.
package struct ServerSetupPage {
    private let setup: ServerSetup

    package init(_ setup: ServerSetup) { self.setup = setup }

    package var page: Page {
        var page = Page()
        page.add(.table(Table(setup.hooks.map(hook) + [main] + unpublished + setup.settings.map(setting) + [identity])))
        return page
    }

    private func hook(_ hook: HookFile) -> Verdict {
        switch hook.state {
        case .current:
            let kept: Words = hook.keepsAnother ? ", and the hook that was there before" : Words()
            return Verdict(.met, hook.name, "calls \(Words(hook.program))\(kept)")
        case .missing: return Verdict(.blocks, hook.name, "is not in \(Words(setup.hooksFolder))")
        case .old: return Verdict(.blocks, hook.name, "calls another assent, or cannot be run")
        case .others: return Verdict(.blocks, hook.name, "is another one, which would be kept, and called as well")
        case .blocked: return Verdict(.blocks, hook.name, "is another one, and one is kept already")
        }
    }

    private var main: Verdict {
        guard let main = setup.main else {
            return Verdict(.note, "published", "no workspace is here yet: its first push is taken for it")
        }
        let start: Words = "\(main.branch, .strong), which starts at \(main.genesis.short)"
        return Verdict(
            main.isPinned ? .met : .blocks, "published", main.isPinned ? start : "\(start), is not pinned yet")
    }

    private var unpublished: [Verdict] {
        guard let failure = setup.main?.failure else { return [] }
        return [
            Verdict(
                .risk, "history",
                "\(failure.commit.short) is on it and was not approved. What follows is judged all the same: assent verify"
            )
        ]
    }

    private func setting(_ setting: ServerSetting) -> Verdict {
        Verdict(
            setting.isSet ? .met : .blocks, "git config",
            "\(setting.key) \(setting.isSet ? "is \(setting.value)" : "must be \(setting.value)"): \(words(setting.reason))"
        )
    }

    private var identity: Verdict {
        guard let variable = setup.identity else {
            return Verdict(
                .note, "identity",
                "nothing says who pushes, and signatures alone say who did what (--identity <variable>)"
            )
        }
        return Verdict(.met, "identity", "\(variable) says who pushes, by a member's login")
    }
}

extension ServerSetupPage {
    /// Before git's settings are changed.
    package var question: Page? {
        let missing = setup.settings.filter { !$0.isSet }
        if missing.isEmpty { return nil }
        let lines = missing.map { "git config \($0.key) \($0.value): \(words($0.reason))" as Words }
        return Page(
            .entry(Entry("git needs these settings here:", [.facts(lines)])), .entry(Entry("Set them?")))
    }

    /// What to type where nobody agreed to them.
    package var commands: [NextStep] {
        setup.settings.filter { !$0.isSet }.map { NextStep("still to set", "git config \($0.key) \($0.value)") }
    }
}

extension ServerSetupPage {
    /// Why git needs a setting.
    private func words(_ reason: ServerSetting.Reason) -> Words {
        switch reason {
        case .soundObjects: "git then refuses broken objects before anything reads them"
        case .atomicPushes: "a publish moves the branch and its request in one step, or not at all"
        }
    }
}
