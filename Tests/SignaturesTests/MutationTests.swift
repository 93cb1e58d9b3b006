import SSH
import Support
import Testing

@testable import Signatures

/// A signature holds as it is or not at all.
@Suite struct MutationTests {
    static let message = Array("message".utf8)

    private func holds(_ armored: [UInt8]) -> Bool { MalformedTests.flaw(armored) == nil }

    @Test("With any byte of the blob changed it is refused", arguments: SSHPublicKey.Kind.allCases)
    func flips(kind: SSHPublicKey.Kind) throws {
        let blob = try SoftKey(kind).blob(Self.message).bytes
        #expect(holds(Blob.armor(blob)))
        for index in blob.indices {
            for mask in [UInt8(1) << UInt8(index % 8), 0xff] {
                var changed = blob
                changed[index] ^= mask
                #expect(!holds(Blob.armor(changed)), "byte \(index) of \(blob.count) with \(mask)")
            }
        }
    }

    @Test(
        "Without any number of its last bytes it is refused, and with any byte taken out or put in",
        arguments: SSHPublicKey.Kind.allCases)
    func lengths(kind: SSHPublicKey.Kind) throws {
        let blob = try SoftKey(kind).blob(Self.message).bytes
        for index in blob.indices {
            #expect(!holds(Blob.armor(Array(blob[..<index]))))
            #expect(!holds(Blob.armor(Array(blob[..<index] + blob[(index + 1)...]))))
            #expect(!holds(Blob.armor(Array(blob[..<index] + [0] + blob[index...]))))
        }
    }

    @Test("With any character of the armor changed or gone it is refused")
    func armor() throws {
        let armored = try SoftKey(.ed25519).blob(Self.message).armored
        for index in armored.indices {
            for mask in (0..<8).map({ UInt8(1) << UInt8($0) }) {
                var changed = armored
                changed[index] ^= mask
                #expect(!holds(changed), "byte \(index)")
            }
            if armored[index] != UInt8(ascii: "\n") {
                #expect(!holds(Array(armored[..<index] + armored[(index + 1)...])), "without byte \(index)")
            }
            if index < armored.count - 1 { #expect(!holds(Array(armored[..<index])), "\(index) bytes") }
        }
    }

    @Test("Bytes that are no signature do no harm")
    func noise() {
        var randomness = Randomness(seed: 4)
        for _ in 0..<5_000 {
            var blob = Array("SSHSIG".utf8) + [0, 0, 0, 1]
            for _ in 0..<Int.random(in: 0..<200, using: &randomness) {
                // Small numbers, so that lengths are met.
                blob.append(Bool.random(using: &randomness) ? 0 : .random(in: 0...255, using: &randomness))
            }
            #expect(!holds(Blob.armor(blob)))
        }
    }

    @Test("ssh-keygen refuses the same", .scratch, arguments: SSHPublicKey.Kind.allCases)
    func verdicts(kind: SSHPublicKey.Kind) async throws {
        let blob = try SoftKey(kind).blob(Self.message).bytes
        #expect(try await Keygen.holds(Blob.armor(blob), Self.message))
        var randomness = Randomness(seed: 5)
        // All the places where fields meet come in the first 120 bytes.
        for index in (0..<12).map({ _ in Int.random(in: 10..<120, using: &randomness) })
            + (0..<8).map({ _ in Int.random(in: 120..<blob.count, using: &randomness) })
        {
            var changed = blob
            changed[index] ^= .random(in: 1...255, using: &randomness)
            let (ours, theirs) = (holds(Blob.armor(changed)), try await Keygen.holds(Blob.armor(changed), Self.message))
            #expect(!ours && !theirs, "byte \(index)")
        }
        for count in [10, 11, 30, 60, blob.count - 70, blob.count - 1] {
            let cut = Blob.armor(Array(blob[..<count]))
            #expect(!holds(cut))
            #expect(try await !Keygen.holds(cut, Self.message))
        }
    }

    @Test("Where ssh-keygen takes more, it is known what", .scratch)
    func stricter() async throws {
        let key = SoftKey(.ed25519)
        var blob = try key.blob(Self.message)
        blob.version = 0
        #expect(!holds(blob.armored))
        #expect(try await Keygen.holds(blob.armored, Self.message))
        blob = try key.blob(Self.message)
        blob.reserved = [1]
        #expect(!holds(blob.armored))
        #expect(try await Keygen.holds(blob.armored, Self.message))
        let followed = try key.blob(Self.message).armored + [UInt8](repeating: 10, count: 3)
        #expect(!holds(followed))
        #expect(try await Keygen.holds(followed, Self.message))
        let untouched = try SoftKey(.securityKeyEd25519).blob(Self.message, flags: 0).armored
        #expect(!holds(untouched))
        #expect(try await Keygen.holds(untouched, Self.message))
    }
}
