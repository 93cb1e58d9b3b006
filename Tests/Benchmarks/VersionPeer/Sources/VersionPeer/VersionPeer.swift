import ArgumentParser

@main
struct VersionPeer: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "version-peer", version: "1.0")
}
