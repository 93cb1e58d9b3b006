package import Approvals
import Resources
import SSH
import Signatures

extension SigningRefusal: ExplainedRefusal {
    /// What could not be signed. Nothing was recorded.
    package func explained(in context: RefusalContext) -> RefusalWords {
        let reader = context.reader
        return switch self {
        case .noKey(let member, let key, let who): noKey(member, key, who, reader)
        case .foreignKey(let member, let key, let has, let who): foreignKey(member, key, has, who, reader)
        case .keyNotHere(_, let keys):
            RefusalWords(
                "your acts are signed, and none of your keys in assent.yaml is here.",
                facts: [
                    "They are \(keys.map { "\($0.fingerprint)" as Words }.inWords(limit: 3)). Neither git's user.signingkey, nor a file that ssh looks for, nor the agent has one."
                ],
                next: [
                    .init("if one lies elsewhere, lend it to the agent", "ssh-add <its file>"),
                    .init("or tell git", "git config --global gpg.format ssh"),
                    .init("and", "git config --global user.signingkey <its file>"),
                ])
        case .unfitSigningKey(let value, let error):
            RefusalWords(
                "git's user.signingkey is not an SSH key that can sign (\(error.name)): \(String(value.prefix(40))).",
                next: [Self.tellGit])
        case .noCommitKey:
            RefusalWords(
                "git is to sign commits with an SSH key (commit.gpgsign, gpg.format), and is told of none.",
                next: [Self.tellGit])
        case .noDefaultKey(let command, let said):
            RefusalWords(
                "the command that is to tell git which key to sign with (gpg.ssh.defaultKeyCommand) gave none.",
                facts: said.isEmpty ? [] : [Words(SafeText.line(String(said.prefix(200))), .faint)],
                next: [.init("see what it prints", SafeText.line(command)), Self.tellGit])
        case .notSigned(let key, let program, let error):
            Self.words(error, key, program)
        }
    }

    private static let tellGit = NextStep(
        "tell git which one", "git config --global user.signingkey ~/.ssh/id_ed25519.pub")

    private func noKey(_ member: String, _ key: String?, _ who: [String], _ reader: Reader?) -> RefusalWords {
        let manager = reader?.who(who) ?? "an administrator"
        let message: Words = "this workspace takes signed acts only, and assent.yaml has no key of yours."
        if let key {
            return RefusalWords(
                message,
                next: [.init("send this line to \(manager)", Shell.line(["assent", "member", "key", member, key]))])
        }
        return RefusalWords(
            message,
            next: [
                .init("if you have none, make one", "ssh-keygen -t ed25519"),
                .init("let git sign with it", "git config --global gpg.format ssh"), Self.tellGit,
                .init("and send its line to \(manager), for", Shell.line(["assent", "member", "key", member, "…"])),
            ])
    }

    private func foreignKey(
        _ member: String, _ key: SSHPublicKey?, _ has: [SSHPublicKey], _ who: [String], _ reader: Reader?
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
        let signs: Words = key.map { "git signs with \($0.fingerprint)" } ?? "git signs with another key"
        return RefusalWords(
            "\(signs), which assent.yaml does not have as yours.",
            facts: ["It has \(has.map { "\($0.fingerprint)" as Words }.inWords(limit: 3))."], next: next)
    }

    // MARK: - What the program said

    private static func words(_ error: SigningError, _ key: Signer.Key, _ program: String) -> RefusalWords {
        let (name, file): (Words, String) =
            switch key {
            case .file(let path): ("\(path)", path)
            case .agent(let key): ("the key \(key.fingerprint)", "<its file>")
            }
        let lend = NextStep("lend it to the agent, then try again", Shell.line(["ssh-add", file]))
        func refusal(_ message: Words, _ next: [NextStep]) -> RefusalWords {
            RefusalWords(message, facts: ["Nothing was signed, and nothing recorded."], next: next)
        }
        switch error.reason {
        case .programMissing:
            return refusal(
                "\(program), which signs, is not there.",
                [.init("if OpenSSH is installed", "git config --global gpg.ssh.program ssh-keygen")])
        case .programTooOld:
            return refusal("\(program) is too old to sign: it takes OpenSSH 8.2 or later.", [])
        case .fileMissing: return refusal("git signs with \(name), and there is no such file.", [tellGit])
        case .notAKey: return refusal("git signs with \(name), which is not an SSH key.", [tellGit])
        case .fileReadableByOthers:
            return refusal(
                "others may read \(name), and ssh-keygen leaves such a key alone.",
                [.init("keep it to yourself", Shell.line(["chmod", "600", file]))])
        case .privateKeyMissing:
            return refusal(
                "only the public half of \(name) is here.",
                [.init("lend the private one to the agent", "ssh-add <its file>")])
        case .agentMissing:
            return refusal(
                "\(name) is to be found in the agent, and none runs here.",
                [.init("start a draft", "eval \"$(ssh-agent)\""), .init("and lend it the key", "ssh-add <its file>")])
        case .notInAgent:
            return refusal("the agent does not have \(name).", [.init("lend it the key", "ssh-add <its file>")])
        case .agentRefused:
            return refusal(
                "the agent did not sign with \(name): it is locked, or somebody said no.",
                [.init("if it is locked", "ssh-add -X")])
        case .passphraseNeeded:
            return refusal("\(name) has a passphrase, and there is no terminal to ask for it.", [lend])
        case .wrongPassphrase: return refusal("that is not the passphrase of \(name).", [lend])
        case .securityKeyMissing: return refusal("the security key of \(name) is not plugged in.", [])
        case .badSignature:
            return refusal("\(program) gave no signature that verifies.", [])
        case .otherKey(let fingerprint):
            return refusal("\(program) signed with another key, \(fingerprint), than with \(name).", [])
        case .noTemporaryFile, .failed:
            let said = SafeText.lines(error.said).suffix(3).map { Words($0) }
            return RefusalWords(
                "\(program) could not sign with \(name).",
                facts: said + ["Nothing was signed, and nothing recorded."])
        }
    }
}
