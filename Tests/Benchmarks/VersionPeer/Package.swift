// swift-tools-version: 6.2
import PackageDescription

/// What a command line costs before it does anything: the same parser and the same link as `assent`, nothing else.
let package = Package(
    name: "version-peer",
    platforms: [.macOS(.v15)],
    dependencies: [.package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")],
    targets: [
        .executableTarget(
            name: "version-peer",
            dependencies: [.product(name: "ArgumentParser", package: "swift-argument-parser")],
            path: "Sources/VersionPeer")
    ]
)
