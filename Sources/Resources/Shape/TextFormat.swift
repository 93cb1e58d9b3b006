import SSH

/// A form that a text must have. Each is known twice: as code, which says what exactly is wrong, and as a regular
/// expression of ECMA 262, which is all that a JSON Schema can carry; a test holds the two together.
package enum TextFormat: String, Hashable, Sendable, CaseIterable {
    case notBlank, branch, folder, memberID, customRole, approver, sshKey, cron, timeOfDay, name, address,
        mailbox, duration, webhookSource

    /// What is wrong with a text.
    struct Flaw: Hashable, Sendable {
        /// One line for people.
        var message: String
        var help: String?
        /// Bytes of the text that are wrong; nil: all of it.
        var range: Range<Int>?
    }

    /// - Parameter path: of the field, for people.
    func flaw(in text: String, at path: @autoclosure () -> String) -> Flaw? {
        switch self {
        case .notBlank: text.contains { !$0.isWhitespace } ? nil : Flaw(message: "\(path()) is empty")
        case .branch: branchFlaw(text)
        case .folder:
            Layout.accepts(root: text)
                ? nil
                : Flaw(
                    message: "\(path()) is not a folder of this repository",
                    help: "write it from the top, without a slash in front: root: hightouch")
        case .memberID:
            isMemberID(text)
                ? nil
                : Flaw(
                    message: "member id \(text) cannot be part of a branch name",
                    help: "letters, digits, '-', '_' and '.' will do")
        case .customRole:
            text != Role.admin.name
                ? nil
                : Flaw(
                    message: "the role admin is built in and cannot be changed", help: "give the role another name")
        case .approver:
            ApprovalRule.Approver(text) != nil
                ? nil
                : Flaw(
                    message: "\(path()) has \(text), which is neither a role nor a member",
                    help: Role.standard.contains { $0.name == text }
                        ? "write \"role:\(text)\"" : "write \"role:editor\" or \"member:<id>\"")
        case .sshKey: keyFlaw(text, at: path())
        case .cron:
            Cron.validate(text).map { problem in
                Flaw(
                    message: "not a cron expression: \(problem.message)",
                    help: "minute, hour, day of month, month, day of week: 30 6 * * 1-5 runs at 6:30 on weekdays",
                    range: problem.range)
            }
        case .name:
            PersonName.flaw(in: text).map { Flaw(message: "\(path()) \($0)", help: "write a name only") }
        case .address:
            MailAddress(text) != nil
                ? nil
                : Flaw(message: "\(path()) is not an e-mail address", help: "write it as git has it: bo@acme.example")
        case .mailbox:
            Mailbox(text) != nil
                ? nil
                : Flaw(
                    message: "\(path()) is not an address of mail",
                    help: "write it as Assent <assent@acme.example>, or the address alone")
        case .duration:
            Notifications.seconds(text) != nil
                ? nil : Flaw(message: "\(path()) is not a length of time", help: "write it as 3d, 12h or 30m")
        case .webhookSource:
            Notifications.isSource(text)
                ? nil
                : Flaw(
                    message: "\(path()) does not say where the address is found",
                    help:
                        "name an environment variable that begins with ASSENT_WEBHOOK_, or use small letters for git config assent.webhook.<name>.url; the address itself is a secret"
                )
        case .timeOfDay:
            isTime(text) ? nil : Flaw(message: "\(text) is not a time of day", help: "write it as 09:30 or 21:30")
        }
    }

    private func branchFlaw(_ name: String) -> Flaw? {
        if name == "draft" || name.hasPrefix("draft/") { return Flaw(message: "branch \(name) is where drafts live") }
        return isBranchName(name) ? nil : Flaw(message: "branch is not a name that git takes")
    }

    private func keyFlaw(_ line: String, at path: String) -> Flaw? {
        do throws(SSHKeyError) { _ = try SSHPublicKey(line: line) } catch {
            let flaw = SSHKeyFlaw(error)
            return Flaw(message: "\(path): \(flaw.message)", help: flaw.help)
        }
        return nil
    }
}

/// Drafts are branches `draft/<member>/<slug>`, so an id is one part of a branch's name.
private func isMemberID(_ id: String) -> Bool {
    guard let first = id.utf8.first, first != UInt8(ascii: "."), first != UInt8(ascii: "-") else { return false }
    if id.hasSuffix(".") || id.hasSuffix(".lock") || id.contains("..") { return false }
    return id.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-" || $0 == "_" || $0 == "."
    }
}

/// What `git check-ref-format --branch` takes, as far as a name in a settings file needs it.
private func isBranchName(_ name: String) -> Bool {
    let bad: Set<Character> = [" ", "~", "^", ":", "?", "*", "[", "\\", "\u{7f}"]
    if name.isEmpty || name.hasPrefix("-") || name.hasSuffix("/") || name.hasSuffix(".") || name == "@" { return false }
    if name.contains("..") || name.contains("//") || name.contains("@{") || name.hasPrefix("refs/") { return false }
    if name.contains(where: { bad.contains($0) || ($0.asciiValue ?? 32) < 32 }) { return false }
    return name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy {
        !$0.isEmpty && !$0.hasPrefix(".") && !$0.hasSuffix(".lock")
    }
}

/// False only for what looks like a time and is none: other ways to write one may be right.
private func isTime(_ text: String) -> Bool {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let hour = parts[0], let minute = parts[1] else { return true }
    return (0...23).contains(hour) && (0...59).contains(minute)
}
