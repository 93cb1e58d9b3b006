package import FoundationEssentials
package import Git

/// What a run of the product is given by its surroundings, so that nothing below reads a clock, an environment or a
/// working directory by itself. `main` makes it; tests make their own.
package struct Session: Sendable {
    /// Where the command was started (or `-C`).
    package var directory: String
    /// For git, and for finding the repository.
    package var environment: [String: String]
    package var clock: @Sendable () -> Date
    /// That many random bytes.
    package var randomness: @Sendable (Int) -> [UInt8]

    /// Whether standard input is a terminal, at which a passphrase can be asked for.
    package var hasTerminal = false
    /// Is given at once what the person must do while something is signed: `Confirm user presence for key …`.
    package var notify: (@Sendable (String) -> Void)?
    /// Is told what goes over the network while it does, and nil once it is over; nil: nobody looks.
    package var progress: (@Sendable (Transfer?) -> Void)?
    /// Is given, once an act is done of which members are to hear, its `Announcement`; with why that could not be noted down,
    /// if it could not.
    package var announced: (@Sendable (any Sendable, (any Error)?) -> Void)?
    /// Where times are shown to a person who looks at a terminal: the minutes that it is ahead of UTC at a moment, in Unix
    /// seconds. nil: times are in UTC.
    package var minutesAhead: (@Sendable (Int64) -> Int)?
    /// Nothing is asked of a remote, and nothing sent.
    package var isOffline = false
    /// The remote was asked, and answered: what is left to do there can be done.
    package var hasFetched = false
    /// The commit that started the workspace, as the person who asks knows it from elsewhere.
    package var genesis: String?
    /// What this clone took for the workspace's start, and saw of main, gives way to what is found now.
    package var forgets = false
    /// Where the settings on main cannot be read, who is who is told by the last before them that can: for whoever is to
    /// say which commit broke them, and to mend it.
    package var takesOlderSettings = false
    /// The branch that the remote's HEAD names.
    package var remoteHead = RemoteHead.notAsked
    /// Why what is here may be older than what the remote has.
    package var fetchProblem: RemoteError?

    package init(
        directory: String, environment: [String: String], clock: @escaping @Sendable () -> Date,
        randomness: @escaping @Sendable (Int) -> [UInt8]
    ) {
        self.directory = directory
        self.environment = environment
        self.clock = clock
        self.randomness = randomness
    }

    /// 128 bits, in hexadecimal.
    func nonce() -> String { hexadecimal(randomness(16)) }

    /// 64 bits, in hexadecimal: tells a workspace from all others.
    func identifier() -> String { hexadecimal(randomness(8)) }

    private func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    /// RFC 3339, in UTC, to the second.
    package func timestamp() -> String { Timestamp.text(clock()) }
}

/// What a person waits for.
package enum Transfer: Hashable, Sendable {
    case fetching(from: String)
    case sending(to: String)
}

extension Session {
    /// Does what may take its time, and tells whoever looks.
    func waiting<Result>(for transfer: Transfer, _ work: () async throws -> Result) async rethrows -> Result {
        progress?(transfer)
        defer { progress?(nil) }
        return try await work()
    }
}

/// What the remote answered when it was asked for its HEAD.
package enum RemoteHead: Hashable, Sendable {
    case notAsked
    /// `refs/heads/main`; nil: it has none, or did not answer.
    case asked(String?)
}
