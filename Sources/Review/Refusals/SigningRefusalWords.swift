import Approvals
import Resources
import SSH
import Signatures

/// What could not be signed. Nothing was recorded.
struct SigningRefusalWords: FamilyWords {
    let context: RefusalContext

    func words(of refusal: SigningRefusal) -> RefusalWords {
        return switch refusal {
        case .noKey(let member, let key, let who, true): noKey(member, key, who)
        case .noKey(let member, let key, _, false): keyToAdd(member, key)
        case .foreignKey(let member, let key, let has, let who): foreignKey(member, key, has, who)
        case .keyNotHere(_, let keys):
            RefusalWords(
                "your acts must be signed, and none of your keys in assent.yaml is available here.",
                facts: [
                    "They are \(keys.map { "\(Fingerprint(of: $0).text)" as Words }.inWords(limit: 3)). Neither git's user.signingkey, nor ssh's default files, nor the agent has one."
                ],
                next: [
                    .init("if you have one elsewhere, add it to the agent", "ssh-add <its file>"),
                    .init("or tell git", "git config --global gpg.format ssh"),
                    .init("and", "git config --global user.signingkey <its file>"),
                ])
        case .unfitSigningKey(let value, let error):
            RefusalWords(
                "git's user.signingkey is not an SSH key that can sign (\(error.name)): \(String(value.prefix(40))).",
                next: [Self.tellGit])
        case .noCommitKey:
            RefusalWords(
                "git is set to sign commits with an SSH key (commit.gpgsign, gpg.format), but no key is set.",
                next: [Self.tellGit])
        case .noCommitProgram(let program):
            RefusalWords(
                "git is set to sign commits (commit.gpgsign), and \(program), which does that, was not found.",
                next: [.init("if commits need no signature here", "git config commit.gpgsign false")])
        case .noDefaultKey(let command, let said):
            RefusalWords(
                "the command that tells git which key to sign with (gpg.ssh.defaultKeyCommand) did not name one.",
                facts: said.isEmpty ? [] : [Words(SafeText.line(String(said.prefix(200))), .faint)],
                next: [.init("see what it prints", SafeText.line(command)), Self.tellGit])
        case .notSigned(let key, let program, let error):
            Self.words(error, key, program)
        }
    }

    private static let tellGit = NextStep(
        "tell git which one", "git config --global user.signingkey ~/.ssh/id_ed25519.pub")

    /// Signatures are about to be required by somebody who could not sign.
    private func keyToAdd(_ member: String, _ key: String?) -> RefusalWords {
        let add = NextStep(
            key == nil ? "then add your own key first" : "add your own key first",
            key.map { Shell.line(["assent", "member", "key", member, $0]) }
                ?? "assent member key \(Shell.quoted(member)) ~/.ssh/id_ed25519.pub")
        return RefusalWords(
            "where signatures are required you could do nothing: assent.yaml has no key of yours. Nothing was changed.",
            next: (key == nil ? [.init("if you have none, make one", "ssh-keygen -t ed25519")] : []) + [add])
    }

    private func noKey(_ member: String, _ key: String?, _ who: [String]) -> RefusalWords {
        // Who cannot sign can add no key either, whoever they are.
        let others = who.filter { reader?.isMe($0) != true }
        let manager = (others.isEmpty ? nil : reader?.who(others)) ?? "an administrator"
        let message: Words = "this workspace requires signatures, and assent.yaml has no key of yours."
        if let key {
            return RefusalWords(
                message,
                next: [.init("send this line to \(manager)", Shell.line(["assent", "member", "key", member, key]))])
        }
        return RefusalWords(
            message,
            next: [
                .init("if you have none, make one", "ssh-keygen -t ed25519"),
                .init("have git sign with it", "git config --global gpg.format ssh"), Self.tellGit,
                .init(
                    "then send its line to \(manager), who can run",
                    Shell.line(["assent", "member", "key", member, "…"])),
            ])
    }

    private func foreignKey(
        _ member: String, _ key: SSHPublicKey?, _ has: [SSHPublicKey], _ who: [String]
    ) -> RefusalWords {
        let manager = reader?.who(who) ?? "an administrator"
        var next: [NextStep] = []
        if let key {
            next.append(
                .init(
                    "to add it, send this line to \(manager)",
                    Shell.line(["assent", "member", "key", member, key.line])))
        }
        next.append(.init("or sign with one of yours", "git config user.signingkey <its file>"))
        let signs: Words = key.map { "git signs with \(Fingerprint(of: $0).text)" } ?? "git signs with another key"
        return RefusalWords(
            "\(signs), which is not one of your keys in assent.yaml.",
            facts: ["Your keys are \(has.map { "\(Fingerprint(of: $0).text)" as Words }.inWords(limit: 3))."],
            next: next)
    }

    // MARK: - What the program said

    private static func words(_ error: SigningError, _ key: Signer.Key, _ program: String) -> RefusalWords {
        let (name, file): (Words, String) =
            switch key {
            // Of a public half, what is meant is the private one beside it.
            case .file(let path): ("\(path)", path.hasSuffix(".pub") ? String(path.dropLast(4)) : path)
            case .agent(let key): ("the key \(Fingerprint(of: key).text)", "<its file>")
            }
        let lend = NextStep("add it to the agent, then try again", Shell.line(["ssh-add", file]))
        func refusal(_ message: Words, _ next: [NextStep]) -> RefusalWords {
            RefusalWords(message, facts: ["Nothing was signed or recorded."], next: next)
        }
        switch error.reason {
        case .programMissing:
            return refusal(
                "\(program), which signs for git, was not found.",
                [.init("if OpenSSH is installed", "git config --global gpg.ssh.program ssh-keygen")])
        case .programTooOld:
            return refusal("\(program) is too old to sign: it needs OpenSSH 8.2 or later.", [])
        case .fileMissing: return refusal("git signs with \(name), which does not exist.", [tellGit])
        case .notAKey: return refusal("git signs with \(name), which is not an SSH key.", [tellGit])
        case .fileReadableByOthers:
            return refusal(
                "other users can read \(name), so ssh-keygen does not use it.",
                [.init("make it private", Shell.line(["chmod", "600", file]))])
        case .privateKeyMissing:
            return refusal(
                "only the public half of \(name) is here.",
                [.init("add the private key to the agent", "ssh-add <its file>")])
        case .agentMissing:
            return refusal(
                "\(name) must come from the agent, and none is running here.",
                [.init("start one", "eval \"$(ssh-agent)\""), .init("then add the key", "ssh-add <its file>")])
        case .notInAgent:
            return refusal("the agent does not have \(name).", [.init("add the key", "ssh-add <its file>")])
        case .agentRefused:
            return refusal(
                "the agent did not sign with \(name): it is locked, or its use was refused.",
                [.init("if it is locked", "ssh-add -X")])
        case .passphraseNeeded:
            return refusal("\(name) has a passphrase, and there is no terminal to ask for it.", [lend])
        case .wrongPassphrase: return refusal("that is not the passphrase of \(name).", [lend])
        case .securityKeyMissing: return refusal("the security key of \(name) is not plugged in.", [])
        case .badSignature:
            return refusal("the signature that \(program) made is not valid.", [])
        case .otherKey(let fingerprint):
            return refusal("\(program) signed with \(fingerprint) instead of \(name).", [])
        case .noTemporaryFile, .failed:
            let said = SafeText.lines(error.said).suffix(3).map { Words($0) }
            return RefusalWords(
                "\(program) could not sign with \(name).",
                facts: said + ["Nothing was signed or recorded."])
        }
    }
}
