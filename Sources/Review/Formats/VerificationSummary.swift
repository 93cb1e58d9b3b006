package import Approvals
import FoundationEssentials
package import Git
import Resources

/// What was verified, as a Source Verification Summary Attestation of SLSA 1.2: an in-toto statement about main's tip,
/// without a signature, for whoever ran `verify` to sign.
///
/// https://slsa.dev/spec/v1.2/verification_summary, https://slsa.dev/spec/v1.2/source-requirements
///
/// It claims no more than a clone shows. Whether a host kept main from being set back or written past the rules is not
/// among that, so the level is 1 of the Source track.
package struct VerificationSummary: Sendable {
    /// The document, on one line.
    package let text: String

    /// Where nobody says who verifies.
    package static let anybody = "urn:assent:verify"

    /// - Parameters:
    ///   - verifier: a URI, by which readers know who signs it.
    ///   - start: the commit on main after which every change must have had two parties, for that to be claimed; nil:
    ///     the one that started the workspace.
    ///   - version: of the program.
    /// - Returns: nil if main's line does not have that commit.
    package init?(
        _ report: VerificationReport, in workspace: OpenWorkspace, verifier: String, since start: ObjectID?,
        version: String
    ) throws {
        let verification = report.verification
        let (repository, tip) = (workspace.repository, verification.tip)
        let start = start ?? verification.genesis
        let changes = try repository.firstParents(from: tip, until: start)
        // Without its start, main is what fails.
        if changes == nil, verification.failure == nil { return nil }
        let tree = try repository.commit(tip).tree
        let url = try workspace.remote.flatMap { try repository.config("remote.\($0.name).url") }
        let place = RepositoryAddress(of: url) ?? RepositoryAddress(folder: repository.commonDirectory)
        var policy: JSON = [
            "uri": .string("\(place.uri)@\(tip.hex)#\(Layout.settingsPath)"),
            "annotations": ["genesis": .string(verification.genesis.hex), "twoPartySince": .string(start.hex)],
        ]
        if let settings = try repository.entry(at: Layout.settingsPath, in: tree) {
            policy = policy.adding("digest", ["gitBlob": .string(settings.id.hex)])
        }
        text = SafeText.json([
            "_type": "https://in-toto.io/Statement/v1",
            "subject": [
                [
                    "name": .string(workspace.branch),
                    "digest": ["gitCommit": .string(tip.hex), "gitTree": .string(tree.hex)],
                    "annotations": ["sourceRefs": [.string(workspace.main)]],
                ]
            ],
            "predicateType": "https://slsa.dev/verification_summary/v1",
            "predicate": [
                "verifier": ["id": .string(verifier), "version": ["assent": .string(version)]],
                "timeVerified": .string(Timestamp.text(workspace.session.clock())),
                "resourceUri": .string(place.uri), "policy": policy,
                "verificationResult": verification.failure == nil ? "PASSED" : "FAILED",
                "verifiedLevels": .array(Self.levels(verification, of: changes ?? []).map(JSON.string)),
                "slsaVersion": "1.2",
            ],
        ])
    }

    /// - Parameter changes: the commits on main that two-party review is claimed of, if at all.
    private static func levels(_ verification: Verification, of changes: [ObjectID]) -> [String] {
        if verification.failure != nil { return ["FAILED"] }
        let reviewed = Set(verification.proven.all().filter(\.isByTwoParties).map(\.commit))
        let isReviewed = !changes.isEmpty && changes.allSatisfy(reviewed.contains)
        return ["SLSA_SOURCE_LEVEL_1"] + (isReviewed ? ["SLSA_SOURCE_TWO_PARTY_REVIEWED"] : [])
    }

    /// Whether a text is an absolute URI (RFC 3986), as far as its readers care.
    package static func isURI(_ text: String) -> Bool {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")), colon != text.utf8.startIndex else {
            return false
        }
        let scheme = text.utf8[..<colon]
        let rest = text.utf8[colon...].dropFirst()
        return scheme.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) } && !rest.isEmpty
            && rest.allSatisfy { (0x21...0x7E).contains($0) && !"\"<>\\^`{|}".utf8.contains($0) }
    }
}

/// Where a repository is, as SPDX writes it (a download location): `git+https://github.com/acme/syncs`.
struct RepositoryAddress {
    let uri: String

    /// - Parameter url: as git takes it; nil, or one that is no address: there is none. Passwords are left out.
    init?(of url: String?) {
        guard let url, !url.isEmpty else { return nil }
        if let mark = url.firstRange(of: "://") {
            let (scheme, rest) = (url[..<mark.lowerBound].lowercased(), url[mark.upperBound...])
            let end = rest.firstIndex(of: "/") ?? rest.endIndex
            var host = rest[..<end]
            if let at = host.lastIndex(of: "@") {
                let user = host[..<at].prefix { $0 != ":" }
                // Over ssh the user is part of the address; elsewhere it is whoever looks.
                let shown = scheme == "ssh" || scheme == "git+ssh" ? "\(user)@" : ""
                host = "\(shown)\(host[host.index(after: at)...])"[...]
            }
            self.init("\(scheme.hasPrefix("git+") ? "" : "git+")\(scheme)://\(host)\(rest[end...])")
        } else if let colon = url.firstIndex(of: ":"), !url[..<colon].contains("/") {
            let path = url[url.index(after: colon)...]
            self.init("git+ssh://\(url[..<colon])/\(path.drop { $0 == "/" })")
        } else if url.hasPrefix("/") {
            self.init(folder: url)
        } else {
            return nil
        }
    }

    init(folder: String) { self.init("git+file://\(folder)") }

    private init(_ text: String) {
        uri = text.utf8.reduce(into: "") { escaped, byte in
            if (0x21...0x7E).contains(byte), !"\"<>\\^`{|}#".utf8.contains(byte) {
                escaped.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let hex = String(byte, radix: 16, uppercase: true)
                escaped += "%" + (hex.count == 1 ? "0" : "") + hex
            }
        }
    }
}
