import Git
package import Signatures

/// An event with its actor's signature, as the two stand in a commit's message (protocol.md, Events).
///
///     assent: ana submits draft/ana/new-leads
///
///     {"actor":"ana", … }
///
///     -----BEGIN SSH SIGNATURE-----
///     …
///     -----END SSH SIGNATURE-----
///
/// The signature is over the JSON line alone, for `Event.namespace`. There is one way to write it.
package struct SignedEvent: Hashable, Sendable {
    package let event: Event
    /// The canonical JSON line that the event was read from, or is written as.
    package let line: [UInt8]
    /// As it was found; whether it proves anything, the settings say: `Policy.standing`.
    package let signature: SSHSignature?
    /// The whole message, which re-creation keeps byte for byte.
    package let message: String

    package init(_ event: Event, _ signature: SSHSignature? = nil) {
        self.event = event
        self.signature = signature
        line = Array(event.line.utf8)
        message = event.message + (signature.map { "\n" + $0.armored } ?? "")
    }

    /// Reads the message of an event's commit. Unknown fields, kinds and versions are refused, and so is every line
    /// that is not in canonical form, and whatever follows it but one signature as `ssh-keygen` writes it.
    package init(message bytes: [UInt8]) throws(EventProblem) {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 3, omittingEmptySubsequences: false)
        guard lines.count >= 3, lines[0].starts(with: "assent: ".utf8), lines[1].isEmpty else {
            throw EventProblem(reason: "it is not an event")
        }
        event = try Event(line: lines[2])
        line = Array(lines[2])
        // A NUL is text too, but git lets nobody store the message again.
        guard lines.count == 4, !lines[0].contains(0), let message = String(validating: bytes, as: UTF8.self) else {
            throw EventProblem(reason: "its line has no end, or its message for people is not text")
        }
        self.message = message
        signature = try Self.signature(lines[3])
    }

    /// SHA-256 over the JSON line, in hexadecimal: the event's identity.
    package var digest: String { Digest.sha256(line) }

    private static func signature(_ rest: ArraySlice<UInt8>) throws(EventProblem) -> SSHSignature? {
        guard let first = rest.first else { return nil }
        let armored = rest.dropFirst()
        let signature: SSHSignature
        do { signature = try SSHSignature(armored: armored) } catch {
            throw EventProblem(reason: "what follows its line is not a signature (\(error.name))")
        }
        guard first == UInt8(ascii: "\n"), SSHSignature.isAsWritten(armored) else {
            throw EventProblem(reason: "its signature is not written as ssh-keygen writes it")
        }
        return signature
    }
}

extension SignedEvent {
    /// What a commit says, if that is an event.
    init?(in commit: Commit) {
        guard Self.mayBe(in: commit) else { return nil }
        do { self = try SignedEvent(message: commit.messageBytes) } catch { return nil }
    }

    /// Whether a commit's message begins as an event's does; it may still be none.
    static func mayBe(in commit: Commit) -> Bool { commit.messageBytes.starts(with: "assent: ".utf8) }
}
