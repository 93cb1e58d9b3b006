// swift-tools-version: 6.2
import Foundation
import PackageDescription

/// Strict everywhere: what compiles here keeps compiling as the language tightens.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .treatAllWarnings(as: .error),
]

let libgit2 = ["git2", "pcre2-8", "http_parser", "mbedcrypto", "z"]
let libyaml = ["yaml"]

/// Debian 12 keeps libgit2, libyaml and what they need as archives too. A release takes them from there and leaves out
/// what is for networks (`Sources/Git/NoNetwork.swift` fits this version), so that each command starts in half the time.
/// Elsewhere, and in debug builds, the shared libraries serve.
let hasArchives = {
    #if arch(x86_64)
        let machine = "x86_64"
    #else
        let machine = "aarch64"
    #endif
    let version = try? String(contentsOfFile: "/usr/include/git2/version.h", encoding: .utf8)
    let isThere = (libgit2 + libyaml).allSatisfy {
        FileManager.default.fileExists(atPath: "/usr/lib/\(machine)-linux-gnu/lib\($0).a")
    }
    return isThere && version?.contains("\"1.5.") == true
}()

/// The fuzzers need a build of their own, whose code counts where it has been: `Tests/Harness/fuzz` asks for it.
let isFuzzed = ProcessInfo.processInfo.environment["ASSENT_FUZZ"] != nil
let fuzzers: [Target] = [
    .executableTarget(
        name: "fuzz", dependencies: ["Fuzz"], path: "Tests/Fuzz/Driver",
        swiftSettings: strict + [.enableExperimentalFeature("Extern")])
]

func linking(_ archives: [String], shared: [String]) -> [LinkerSetting] {
    let released = hasArchives ? archives.map { ":lib\($0).a" } : shared
    return released.map { .linkedLibrary($0, .when(configuration: .release)) }
        + shared.map { .linkedLibrary($0, .when(configuration: .debug)) }
}

let package = Package(
    name: "assent",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "assent", targets: ["assent"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2", traits: []),
    ],
    targets: [
        .systemLibrary(
            name: "CGit2", pkgConfig: hasArchives ? nil : "libgit2",
            providers: [.apt(["libgit2-dev"]), .brew(["libgit2"])]),
        .systemLibrary(
            name: "CYAML", pkgConfig: hasArchives ? nil : "yaml-0.1",
            providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
        .target(
            name: "Git",
            dependencies: [
                "CGit2", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ],
            swiftSettings: strict + (hasArchives ? [.define("NO_NETWORK", .when(configuration: .release))] : []),
            linkerSettings: linking(libgit2, shared: ["git2", "z"])),
        .target(
            name: "YAML", dependencies: ["CYAML"], swiftSettings: strict,
            linkerSettings: linking(libyaml, shared: ["yaml"])),
        .target(name: "SSH", swiftSettings: strict),
        .target(name: "Spelling", swiftSettings: strict),
        .target(name: "Liquid", dependencies: ["Spelling"], swiftSettings: strict),
        .target(name: "SQL", dependencies: ["Liquid", "Spelling"], swiftSettings: strict),
        .target(
            name: "Resources", dependencies: ["YAML", "SSH", "SQL", "Liquid", "Spelling"],
            exclude: ["README.md", "format.md", "checks.md"], swiftSettings: strict),
        .target(
            name: "Signatures",
            dependencies: [
                "SSH", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ],
            swiftSettings: strict),
        .target(
            name: "Approvals",
            dependencies: [
                "Resources", "Spelling", "Signatures", "SSH", "YAML", "Git",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            exclude: ["README.md", "flows.md", "protocol.md"], swiftSettings: strict),
        .target(
            name: "Delivery",
            dependencies: [
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ],
            exclude: ["README.md"], swiftSettings: strict),
        .target(
            name: "Templates", path: "templates",
            resources: [.embedInCode("scaffolds"), .embedInCode("ci"), .embedInCode("mail")],
            swiftSettings: strict),
        .target(
            name: "Review",
            dependencies: [
                "Approvals", "Resources", "Delivery", "SQL", "Spelling", "Signatures", "SSH", "YAML", "Git",
            ],
            exclude: ["README.md"], swiftSettings: strict),
        .target(
            name: "Commands",
            dependencies: [
                "Review", "Approvals", "Resources", "Delivery", "Spelling", "Signatures", "SSH", "YAML", "Git",
                "Templates",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            exclude: ["README.md", "commands.md"], swiftSettings: strict),
        .executableTarget(
            name: "assent",
            dependencies: ["Commands", .product(name: "ArgumentParser", package: "swift-argument-parser")],
            swiftSettings: strict),
        .target(
            name: "Support",
            dependencies: ["Git", .product(name: "Crypto", package: "swift-crypto")],
            path: "Tests/Support", swiftSettings: strict),
        .target(
            name: "Fuzz",
            dependencies: ["Review", "Approvals", "Resources", "SQL", "Liquid", "Signatures", "SSH", "YAML", "Git"],
            path: "Tests/Fuzz/Targets", swiftSettings: strict),
        .testTarget(name: "FuzzTests", dependencies: ["Fuzz"], swiftSettings: strict),
        .testTarget(name: "YAMLTests", dependencies: ["YAML"], swiftSettings: strict),
        .testTarget(name: "GitTests", dependencies: ["Git", "Support"], swiftSettings: strict),
        .testTarget(name: "SSHTests", dependencies: ["SSH"], swiftSettings: strict),
        .testTarget(name: "SpellingTests", dependencies: ["Spelling", "Support"], swiftSettings: strict),
        .testTarget(name: "LiquidTests", dependencies: ["Liquid", "Support"], swiftSettings: strict),
        .testTarget(name: "SQLTests", dependencies: ["SQL", "Support"], swiftSettings: strict),
        .testTarget(
            name: "ResourcesTests", dependencies: ["Resources", "Support", "SQL", "YAML"], swiftSettings: strict),
        .testTarget(
            name: "SignaturesTests",
            dependencies: [
                "Signatures", "SSH", "Support", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "DeliveryTests", dependencies: ["Delivery", "Support"], exclude: ["Goldens"], swiftSettings: strict),
        .testTarget(
            name: "ApprovalsTests",
            dependencies: ["Approvals", "Resources", "Signatures", "SSH", "YAML", "Git", "Support"],
            exclude: ["Goldens"], swiftSettings: strict),
        .testTarget(
            name: "ReviewTests", dependencies: ["Review", "Approvals", "Resources", "YAML", "Git", "Support"],
            swiftSettings: strict),
        .testTarget(
            name: "CommandsTests",
            dependencies: [
                "Commands", "Review", "Approvals", "Resources", "Support", "Git", "assent",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            exclude: ["Goldens"], swiftSettings: strict),
        .testTarget(
            name: "DocumentsTests",
            dependencies: [
                "Commands", "Approvals", "Resources", "Support",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
    ] + (isFuzzed ? fuzzers : [])
)
