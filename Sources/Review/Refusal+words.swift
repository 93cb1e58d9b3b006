package import Approvals
import Resources

extension Refusal {
    /// The refusal as it is told to who was refused.
    ///
    /// - Parameters:
    ///   - reader: nil where no workspace could be opened.
    ///   - current: the draft that is checked out.
    ///   - width: for the lines of findings.
    package func explained(to reader: Reader?, on current: String? = nil, width: Int = 80) -> RefusalWords {
        switch self {
        case .noWorkspace, .mainNotHere, .unreadableSettings, .workspaceExists, .unclearRoot, .noWorkTree, .fileExists,
            .shallow,
            .noIdentity, .stranger, .unknownMember, .ambiguousMember:
            aboutWorkspace(reader, width)
        case .unclearMain, .unreadablePin, .anotherGenesis, .genesisNotHere, .notAStart, .mainGone,
            .mainExchanged:
            aboutMain()
        case .lacksPermission, .mayNot, .ownRequest, .mayNotTouchRequest, .ownDecline, .mayNotDecline, .needsNoApproval,
            .tooManyComments, .commentTooLong, .waits, .subjectChanged, .notViewed:
            aboutRights(reader, on: current)
        case .invalidName, .unknownDraft, .draftExists, .checkedOutElsewhere, .notOnDraft, .unknownRequest,
            .unsoundRequest, .ambiguousRequest, .requestClosed, .requestPublished, .noRequest, .unknownResource,
            .resourceExists:
            aboutNames(reader)
        case .nothingToPublish, .nothingToSave, .tooLargeToSave, .unsaved, .ungovernedChanges, .unfitCommit,
            .unrelatedHistory,
            .conflicts, .findings, .updateBegun, .mainMoved, .lineLost, .branchIsEdited:
            aboutContent(reader, on: current, width)
        case .notPublished, .namesNoChange, .notOnMain, .changedSince, .nothingToRevert: aboutReversal(reader)
        case .offline, .unknownOutcome, .keptThere, .draftWentApart: aboutRemote()
        case .noKey, .foreignKey, .keyNotHere, .unfitSigningKey, .noCommitKey, .noDefaultKey, .notSigned,
            .unprovenRequest:
            aboutSigning(reader)
        case .notUnapproved, .acceptsAnother, .unacceptable, .settingsLost, .mayNotAccept: aboutRepair(reader)
        }
    }

    // MARK: - The workspace, and who asks

    private func aboutWorkspace(_ reader: Reader?, _ width: Int) -> RefusalWords {
        switch self {
        case .noWorkspace:
            return RefusalWords(
                "this repository is no workspace yet: no branch of it carries assent.yaml.",
                next: [.init("make it one; models and syncs stay as they are", "assent init")])
        case .mainNotHere(let branch, let remote):
            return RefusalWords(
                "\(branch), which this workspace is published on, is not here.",
                next: remote.map {
                    let refspec = "+refs/heads/\(branch):refs/remotes/\($0)/\(branch)"
                    return [.init("fetch it", Shell.line(["git", "fetch", $0, refspec]))]
                } ?? [.init("all branches", "git branch --all")])
        case .unreadableSettings(let findings):
            var page = Page()
            page.findings(findings, width: width)
            return RefusalWords(
                "the settings on main cannot be read, and nothing can be judged by them.", details: page,
                next: [.init("which commit broke them, and how to get past it", "assent verify")])
        case .workspaceExists(let branch):
            return RefusalWords(
                "this repository is a workspace already: \(branch) carries assent.yaml.",
                next: [
                    .init("who is in it", "assent member list"),
                    .init("this is a copy, to be a workspace of its own", "assent init --new-id"),
                ])
        case .unclearRoot(let candidates) where candidates.isEmpty:
            return RefusalWords(
                "that folder cannot hold a workspace: it must lie inside of the repository.",
                next: [.init("for example", "assent init --root hightouch")])
        case .unclearRoot(let candidates):
            let folders = candidates.map { $0.isEmpty ? "." : $0 }
            return RefusalWords(
                "several folders look like one that Git Sync writes: \(folders.map { Words($0) }.inWords(limit: 6)).",
                next: folders.prefix(3).map { .init("take \($0)", Shell.line(["assent", "init", "--root", $0])) })
        case .fileExists(let path, let command):
            return RefusalWords(
                "there is \(path) already; nothing was written.",
                next: [.init("see what would be in it, to add that yourself", Shell.line(command))])
        case .noWorkTree:
            return RefusalWords(
                "this takes a work tree, and this repository is bare.",
                next: [.init("in a clone of it", "git clone <here> <folder>")])
        case .shallow:
            return RefusalWords(
                "this clone is shallow: set fetch-depth: 0, in GitLab GIT_DEPTH: 0.",
                next: [.init("or fetch the rest", "git fetch --unshallow")])
        case .noIdentity:
            return RefusalWords(
                "git does not know who you are.",
                next: [
                    .init("tell it", "git config --global user.name \"Your Name\""),
                    .init("and", "git config --global user.email you@example.com"),
                ])
        case .stranger(let name, let email, let key): return stranger(name, email, key, reader)
        case .unknownMember(let id, let near):
            return RefusalWords(
                "no member is called \(id).", facts: didYouMean(near),
                next: [.init("all members", "assent member list")])
        case .ambiguousMember(let email, let members):
            return RefusalWords(
                "\(email) is the address of several members: \(members.map { Words($0) }.inWords()).",
                next: members.prefix(1).map {
                    .init("say who you are", Shell.line(["git", "config", "assent.member", $0]))
                })
        default: preconditionFailure("told elsewhere")
        }
    }

    /// The line that an administrator can take as it stands.
    private func stranger(_ name: String?, _ email: String?, _ key: String?, _ reader: Reader?) -> RefusalWords {
        guard let email, !email.isEmpty else {
            return RefusalWords(
                "git does not know your e-mail address, by which assent.yaml knows you.",
                next: [.init("tell it", "git config user.email you@example.com")])
        }
        let taken = Set(reader?.settings.allMembers.map(\.id) ?? [])
        let line = Shell.line(
            [
                "assent", "member", "add", Self.memberID(for: email, taken: taken), "--name", name ?? email, "--email",
                email,
                "--role", Role.draftContributor.name,
            ] + (key.map { ["--key", $0] } ?? []))
        let administrators = reader.map { $0.who($0.settings.members(who: .manage).map(\.id)) } ?? "an administrator"
        return RefusalWords(
            "you are no member of this workspace: nobody in assent.yaml has the address \(email).",
            next: [.init("send this line to \(administrators)", line)])
    }

    /// An id from an address: `bo` of `bo+work@acme.example`, `bo-2` if that is taken.
    package static func memberID(for email: String, taken: Set<String>) -> String {
        let local = email.lowercased().prefix { $0 != "@" && $0 != "+" }
        let id = String(local.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
        let plain = id.isEmpty || id.allSatisfy { $0 == "-" } ? "member" : id
        if !taken.contains(plain) { return plain }
        return (2...).lazy.map { "\(plain)-\($0)" }.first { !taken.contains($0) } ?? plain
    }

    func didYouMean(_ near: [String]) -> [Words] {
        near.isEmpty ? [] : ["did you mean \(near.map { Words($0) }.inWords("or"))?"]
    }
}
