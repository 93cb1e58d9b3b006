import Git
import Resources

/// Makes a bare repository refuse what was not approved.
package struct HookInstaller {
    private let repository: Repository
    private let session: Session
    private let program: String
    /// As a person said it.
    private let wishes: Wishes

    package struct Wishes: Sendable {
        package var branch: String?
        package var genesis: String?
        package var identity: String?

        package init(branch: String? = nil, genesis: String? = nil, identity: String? = nil) {
            self.branch = branch
            self.genesis = genesis
            self.identity = identity
        }
    }

    /// - Parameter program: this one's own file.
    package init(_ session: Session, program: String, _ wishes: Wishes = Wishes()) throws {
        repository = try Repository(at: session.directory, environment: session.environment)
        guard repository.isBare else { throw HookRefusal.notBare(repository.gitDirectory) }
        self.session = session
        self.program = program
        self.wishes = wishes
    }

    /// How it is; nothing is written.
    package func setup() throws -> ServerSetup {
        let folder = try hooksFolder()
        return ServerSetup(
            hooksFolder: folder,
            hooks: HookFile.names.map { HookFile(name: $0, path: "\(folder)/\($0)", program: program) },
            main: try main(), settings: try ServerSetting.all(of: repository),
            identity: try OwnConfiguration(of: repository).values(of: "assent.identity").last)
    }

    /// Pins main, sets what is agreed to, and puts the hooks in place.
    ///
    /// - Parameter sets: git's settings, too.
    package func install(sets: Bool) async throws {
        let setup = try setup()
        if let blocked = setup.hooks.first(where: { $0.state == .blocked }) {
            throw HookRefusal.hookInTheWay(blocked.path, kept: blocked.keptPath)
        }
        if let main = setup.main, !main.isPinned {
            try Pin(branch: main.branch, genesis: main.genesis).write(in: repository)
        }
        let git = GitProcess(directory: repository.gitDirectory, environment: session.environment)
        if let identity = wishes.identity { try await git.check(["config", "--local", "assent.identity", identity]) }
        for setting in setup.settings where sets && !setting.isSet {
            try await git.check(["config", "--local", setting.key, setting.value])
        }
        for hook in setup.hooks where hook.state != .current { try hook.install() }
    }

    /// As git finds it: `core.hooksPath`, else `hooks`.
    private func hooksFolder() throws -> String {
        let own = repository.commonDirectory
        guard let path = try repository.config("core.hooksPath"), !path.isEmpty else { return own + "/hooks" }
        if path.hasPrefix("~/"), let home = session.environment["HOME"] { return home + path.dropFirst() }
        return path.hasPrefix("/") ? path : "\(own)/\(path)"
    }

    private func main() throws -> ServerSetup.Main? {
        let pin = try Pin(of: repository)
        let served: ServedMain
        do { served = try ServedMain(in: repository) } catch let unclear as ServedMain.Unclear {
            guard let branch = wishes.branch, unclear.branches.contains(where: branch.isExactly) else {
                throw WorkspaceRefusal.unclearMain(candidates: unclear.branches, remote: nil)
            }
            served = try ServedMain(branch, in: repository)
        }
        let named = try wishes.genesis.map { text in
            guard let id = ObjectID(hex: text) else { throw WorkspaceRefusal.genesisNotHere(text, isShallow: false) }
            return id
        }
        if let named, let known = served.genesis, named != known {
            throw WorkspaceRefusal.anotherGenesis(pinned: known, named: named)
        }
        if let wished = wishes.branch, let branch = served.branch, !wished.isExactly(branch) {
            throw HookRefusal.anotherBranch(pinned: branch, named: wished)
        }
        guard let genesis = served.genesis ?? named, let branch = try served.branch ?? wishes.branch ?? headBranch()
        else {
            return nil
        }
        let failure = try served.tip.flatMap { try Verifier(repository).verify($0, genesis: genesis).failure }
        return ServerSetup.Main(
            branch: branch, genesis: genesis,
            isPinned: pin.map { $0.branch?.isExactly(branch) == true && $0.genesis == genesis } ?? false,
            failure: failure)
    }

    private func headBranch() throws -> String? { try repository.head().branch?.shortBranch }
}
