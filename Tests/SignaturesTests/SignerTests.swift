import SSH
import Support
import Testing

@testable import Signatures

/// Signing through the real `ssh-keygen` and `ssh-agent`, and through programs that do not do what they should.
@Suite(.scratch) struct SignerTests {
    static let message = Array("message".utf8)

    private var folder: String { Keygen.folder }

    private func signer(
        _ key: Signer.Key, program: String = "ssh-keygen", environment: [String: String] = [:],
        hasTerminal: Bool = false
    ) -> Signer {
        let values = ScratchRepository.current.environment.merging(environment) { $1 }
        return Signer(key: key, program: program, environment: values, hasTerminal: hasTerminal)
    }

    /// The reason why it does not sign; nil if it does.
    private func reason(_ signer: Signer) async throws -> SigningError.Reason? { try await error(signer)?.reason }

    private func error(_ signer: Signer) async throws -> SigningError? {
        let signature: SSHSignature
        do throws(SigningError) {
            signature = try await signer.sign(Self.message, namespace: "assent.v1")
        } catch { return error }
        try signature.verify(Self.message, namespace: "assent.v1")
        return nil
    }

    /// A program that a test writes, `$7` being the message (git's order of arguments).
    ///
    /// Another process writes it: a file that this one has open cannot be run, not even by what it starts meanwhile.
    private func program(_ body: String, name: String = "signer") async throws -> String {
        let made = try await Keygen.run(
            ["-c", "cat >\(name) && chmod +x \(name)"], program: "sh", input: Array("#!/bin/sh\n\(body)\n".utf8))
        #expect(made.status == 0, "\(made.error)")
        return "\(folder)/\(name)"
    }

    @Test("A private key's file, its public one, and nothing is left behind")
    func files() async throws {
        let path = try await Keygen.makeKey("ed25519")
        let temporary = folder + "/temporary"
        try makeFolder(temporary)
        for file in [path, path + ".pub"] {
            let signer = signer(.file(file), environment: ["TMPDIR": temporary])
            let signature = try await signer.sign(Self.message, namespace: "assent.v1")
            #expect(try signature.publicKey == Keygen.publicKey(path))
        }
        #expect(names(in: temporary) == [])
        #expect(try await reason(signer(.file(path), environment: ["TMPDIR": ""])) == nil)
        let nowhere = try await error(signer(.file(path), environment: ["TMPDIR": folder + "/nowhere"]))
        #expect(nowhere?.reason == .noTemporaryFile)
        #expect(nowhere?.said.hasSuffix("No such file or directory") == true)
    }

    @Test("A key of the agent, named by its line, by its file, or by one that stands alone")
    func agent() async throws {
        let path = try await Keygen.makeKey("ecdsa", bits: 256)
        let other = try await Keygen.makeKey("ed25519", name: "other")
        let key = try Keygen.publicKey(path)
        try write(read(path + ".pub")!, to: folder + "/alone.pub")
        #expect(try await reason(signer(.agent(key))) == .agentMissing)
        #expect(try await reason(signer(.file(folder + "/alone.pub"))) == .privateKeyMissing)
        try await ScratchRepository.current.withAgent { socket in
            let environment = ["SSH_AUTH_SOCK": socket]
            #expect(try await reason(signer(.agent(key), environment: environment)) == .notInAgent)
            #expect(
                try await reason(signer(.file(folder + "/alone.pub"), environment: environment)) == .privateKeyMissing)
            let added = try await Keygen.run(["-q", path, other], program: "ssh-add", environment: environment)
            #expect(added.status == 0, "\(added.error)")
            for wanted in [Signer.Key.agent(key), .file(path), .file(folder + "/alone.pub")] {
                let signature = try await signer(wanted, environment: environment).sign(
                    Self.message, namespace: "assent.v1")
                #expect(signature.publicKey == key)
                #expect(try await Keygen.accepts(Array(signature.armored.utf8), Self.message, key: key))
            }
        }
    }

    @Test("An agent whose owner says no")
    func refusal() async throws {
        let path = try await Keygen.makeKey("ed25519")
        // The agent asks before each use (`ssh-add -c`), and is told no.
        let asking = ["SSH_ASKPASS": "/bin/false", "SSH_ASKPASS_REQUIRE": "force"]
        try await ScratchRepository.current.withAgent(environment: asking) { socket in
            let environment = ["SSH_AUTH_SOCK": socket]
            let added = try await Keygen.run(["-q", "-c", path], program: "ssh-add", environment: environment)
            #expect(added.status == 0, "\(added.error)")
            let key = try Keygen.publicKey(path)
            let error = try await error(signer(.agent(key), environment: environment))
            #expect(error?.reason == .agentRefused)
            #expect(error?.said.contains("Signing file") == false)
        }
    }

    @Test("A passphrase is asked for by SSH_ASKPASS; without it and a terminal there is none")
    func passphrases() async throws {
        let path = try await Keygen.makeKey("ed25519", passphrase: "open sesame")
        let unasked = try await error(signer(.file(path)))
        #expect(unasked?.reason == .passphraseNeeded)
        #expect(unasked?.said == "Load key \"\(path)\": incorrect passphrase supplied to decrypt private key")
        let right = try await program("echo 'open sesame'", name: "right")
        let wrong = try await program("echo 'close sesame'", name: "wrong")
        let asking = { (file: String) in ["SSH_ASKPASS": file, "SSH_ASKPASS_REQUIRE": "force"] }
        #expect(try await reason(signer(.file(path), environment: asking(right))) == nil)
        #expect(
            try await reason(signer(.file(path), environment: asking(wrong), hasTerminal: true)) == .wrongPassphrase)
    }

    @Test("Key files that are missing, no key, or open to others")
    func badFiles() async throws {
        #expect(try await reason(signer(.file(folder + "/none"))) == .fileMissing)
        try write("Dear diary\n", to: folder + "/diary")
        #expect(try await reason(signer(.file(folder + "/diary"))) == .notAKey)
        let path = try await Keygen.makeKey("ed25519")
        try makeExecutable(path)
        let error = try await error(signer(.file(path)))
        #expect(error?.reason == .fileReadableByOthers)
        #expect(error?.said.contains("Permissions 0755") == true)
    }

    @Test("A program that is missing, by name and by path, or that cannot be run")
    func missingPrograms() async throws {
        let path = try await Keygen.makeKey("ed25519")
        #expect(try await reason(signer(.file(path), program: "no-such-signer")) == .programMissing)
        #expect(try await reason(signer(.file(path), program: folder + "/no-such-signer")) == .programMissing)
        #expect(try await reason(signer(.file(path), environment: ["PATH": folder])) == .programMissing)
        #expect(try await reason(signer(.file(path), program: path)) == .programMissing)
    }

    @Test("A gpg that ends before it reads what it is to sign is an error, and no crash", arguments: ["false", "true"])
    func gpgEndsAtOnce(_ name: String) async throws {
        let commit = [UInt8](repeating: 65, count: 1 << 20)
        for _ in 0..<10 {
            let error = await #expect(throws: SigningError.self) {
                try await Signer.run(
                    gpg: name, key: "ana", commit, environment: ScratchRepository.current.environment)
            }
            #expect(error?.reason == .failed(status: 1))
        }
    }

    @Test("Another program (gpg.ssh.program) that does what ssh-keygen does, with the line ends of Windows")
    func otherProgram() async throws {
        let path = try await Keygen.makeKey("ed25519")
        let program = try await program(
            """
            [ "$1 $2 $3 $4 $5" = "-Y sign -n assent.v1 -f" ] || exit 9
            ssh-keygen "$@" && sed -i 's/$/\\r/' "$7.sig"
            """)
        #expect(try await reason(signer(.file(path), program: program)) == nil)
        // By its name, in the PATH that it is given.
        let environment = ["PATH": folder + ":" + (ScratchRepository.current.environment["PATH"] ?? "")]
        #expect(try await reason(signer(.file(path), program: "signer", environment: environment)) == nil)
    }

    @Test("What the program writes is not believed")
    func lies() async throws {
        let path = try await Keygen.makeKey("ed25519")
        let other = try await Keygen.makeKey("ed25519", name: "other")
        let key = Signer.Key.file(path)
        #expect(try await reason(signer(key, program: program("exit 0"))) == .badSignature(nil))
        #expect(try await reason(signer(key, program: program("echo hello >$7.sig"))) == .badSignature(.noHeader))
        #expect(
            try await reason(signer(key, program: program("head -c 1000000 /dev/zero >$7.sig")))
                == .badSignature(.tooLarge(bytes: 2 * SSHSignature.largestBlob)))
        #expect(
            try await reason(signer(key, program: program("echo more >>$7; exec ssh-keygen \"$@\"")))
                == .badSignature(.wrong))
        #expect(
            try await reason(signer(key, program: program("exec ssh-keygen -Y sign -n git -f $6 $7")))
                == .badSignature(.otherNamespace("git")))
        let fingerprint = Fingerprint(of: try Keygen.publicKey(other)).text
        #expect(
            try await reason(
                signer(
                    .agent(Keygen.publicKey(path)),
                    program: program("ssh-keygen -Y sign -n assent.v1 -f \(other) $8")))
                == .otherKey(fingerprint: fingerprint))
    }

    @Test("Failures keep what was said, and how it ended")
    func failures() async throws {
        let path = try await Keygen.makeKey("ed25519")
        let failing = try await error(signer(.file(path), program: program("echo no luck >&2; exit 3")))
        #expect(failing == SigningError(.failed(status: 3), reading: "no luck"))
        let killed = try await error(signer(.file(path), program: program("kill -9 $$")))
        #expect(killed == SigningError(.failed(status: 137)))
        let old = try await error(signer(.file(path), program: program("echo 'usage: ssh-keygen [-q]' >&2; exit 1")))
        #expect(old?.reason == .programTooOld)
        let long = try await error(signer(.file(path), program: program("yes | head -n 100000 >&2; exit 1")))
        #expect(long?.reason == .failed(status: 1))
        #expect(long?.said.split(separator: "\n").count == 100)
    }

    @Test("That a security key waits to be touched is said at once, and is no error")
    func notice() async throws {
        let path = try await Keygen.makeKey("ed25519")
        let seen = folder + "/seen"
        // Goes on only when the notice has been handed over.
        let program = try await program(
            """
            echo 'Confirm user presence for key ED25519-SK SHA256:abc' >&2
            for _ in $(seq 3000); do [ -e \(seen) ] && break; sleep 0.01; done
            [ -e \(seen) ] && exec ssh-keygen "$@"
            """)
        let signer = signer(.file(path), program: program)
        _ = try await signer.sign(Self.message, namespace: "assent.v1") { line in
            #expect(throws: Never.self) { try write(line, to: seen) }
        }
        #expect(readText(seen) == "Confirm user presence for key ED25519-SK SHA256:abc")
    }

    @Test("A missing security key is told from other failures")
    func securityKeyMissing() async throws {
        let path = try await Keygen.makeKey("ed25519")
        let words = "Couldn't sign message: device not found\\nSigning message failed: device not found"
        let program = try await program("printf \"\(words)\\n\" >&2; exit 255")
        #expect(try await reason(signer(.file(path), program: program)) == .securityKeyMissing)
    }

    @Test("A message of a megabyte is signed whole")
    func large() async throws {
        let path = try await Keygen.makeKey("ed25519")
        var message = [UInt8](repeating: 7, count: 1 << 20)
        let signature = try await signer(.file(path)).sign(message, namespace: "assent.v1")
        #expect(try await Keygen.holds(Array(signature.armored.utf8), message))
        message[message.count - 1] = 8
        #expect(throws: SignatureError.wrong) { try signature.verify(message, namespace: "assent.v1") }
    }
}
