import Support

extension Stage {
    /// Keys of their own for some of the people: always the same, so that ids and fingerprints are.
    static let keys: [String: (secret: String, line: String)] = [
        "ana": (
            """
            -----BEGIN OPENSSH PRIVATE KEY-----
            b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW
            QyNTUxOQAAACCQmeHnvKRe9LZ+BjSdAcyeZVGkgpibVxpmgwyJshaEHwAAAJAe6tmAHurZ
            gAAAAAtzc2gtZWQyNTUxOQAAACCQmeHnvKRe9LZ+BjSdAcyeZVGkgpibVxpmgwyJshaEHw
            AAAEBXkROI0iMYP2x4d8/SBuH/7VMpss04yUflbRhnr7WD7pCZ4ee8pF70tn4GNJ0BzJ5l
            UaSCmJtXGmaDDImyFoQfAAAACmFuYUBsYXB0b3ABAgM=
            -----END OPENSSH PRIVATE KEY-----

            """,
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJCZ4ee8pF70tn4GNJ0BzJ5lUaSCmJtXGmaDDImyFoQf ana@laptop"
        ),
        "bo": (
            """
            -----BEGIN OPENSSH PRIVATE KEY-----
            b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW
            QyNTUxOQAAACA2pDgvfoy6S/0WRxwPdxamqkC0T5sjWcXgytGPpGxLpQAAAJD780Lt+/NC
            7QAAAAtzc2gtZWQyNTUxOQAAACA2pDgvfoy6S/0WRxwPdxamqkC0T5sjWcXgytGPpGxLpQ
            AAAEAQ1ufIXG48c0rG4qzFQFFN3hid4RfeVu8CVRCfFPCbbzakOC9+jLpL/RZHHA93Fqaq
            QLRPmyNZxeDK0Y+kbEulAAAACWJvQGxhcHRvcAECAwQ=
            -----END OPENSSH PRIVATE KEY-----

            """,
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDakOC9+jLpL/RZHHA93FqaqQLRPmyNZxeDK0Y+kbEul bo@laptop"
        ),
        "carol": (
            """
            -----BEGIN OPENSSH PRIVATE KEY-----
            b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW
            QyNTUxOQAAACD0frLsORxBnDjEsVZxzSLJb896M6KCIqCJSObD/u96cwAAAJC/bNCgv2zQ
            oAAAAAtzc2gtZWQyNTUxOQAAACD0frLsORxBnDjEsVZxzSLJb896M6KCIqCJSObD/u96cw
            AAAEDM9zeVXdoO3bD9rQbfM8rq9LpipHwQxS4Eza70shcgLfR+suw5HEGcOMSxVnHNIslv
            z3ozooIioIlI5sP+73pzAAAADGNhcm9sQGxhcHRvcAE=
            -----END OPENSSH PRIVATE KEY-----

            """,
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPR+suw5HEGcOMSxVnHNIslvz3ozooIioIlI5sP+73pz carol@laptop"
        ),
    ]

    /// Lays a person's key where git is told to find it, and answers the environment in which it signs.
    func signing(_ person: String) async throws -> [String: String] {
        let path = "\(scratch.folder)/\(person)"
        guard let key = Self.keys[person] else { throw ScratchError(message: "\(person) has no key") }
        if readText(path) == nil {
            try write(key.secret, to: path)
            try await scratch.run("chmod", ["600", path])
            try write(key.line + "\n", to: path + ".pub")
        }
        return environment(of: person).merging(ScratchRepository.signing(with: path)) { $1 }
    }
}
