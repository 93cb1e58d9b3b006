// swift-tools-version: 6.2
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
        .systemLibrary(name: "CGit2", pkgConfig: "libgit2", providers: [.apt(["libgit2-dev"]), .brew(["libgit2"])]),
        .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
        .target(
            name: "Git",
            dependencies: ["CGit2", .product(name: "Subprocess", package: "swift-subprocess")],
            swiftSettings: strict),
        .target(name: "YAML", dependencies: ["CYAML"], swiftSettings: strict),
        .target(name: "Resources", dependencies: ["YAML"], swiftSettings: strict),
        .target(
            name: "Approvals",
            dependencies: ["Resources", "YAML", "Git", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: strict),
        .target(
            name: "Templates", path: "templates", resources: [.embedInCode("scaffolds")],
            swiftSettings: strict),
        .target(name: "Review", dependencies: ["Approvals", "Resources", "YAML", "Git"], swiftSettings: strict),
        .target(
            name: "Commands",
            dependencies: [
                "Review", "Approvals", "Resources", "YAML", "Git", "Templates",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "assent",
            dependencies: ["Commands", .product(name: "ArgumentParser", package: "swift-argument-parser")],
            swiftSettings: strict),
        .target(
            name: "Support",
            dependencies: ["Git", .product(name: "Subprocess", package: "swift-subprocess")],
            path: "Tests/Support", swiftSettings: strict),
        .testTarget(name: "YAMLTests", dependencies: ["YAML"], swiftSettings: strict),
        .testTarget(name: "GitTests", dependencies: ["Git", "Support"], swiftSettings: strict),
        .testTarget(name: "ResourcesTests", dependencies: ["Resources", "YAML"], swiftSettings: strict),
        .testTarget(
            name: "ApprovalsTests", dependencies: ["Approvals", "Resources", "YAML", "Git", "Support"],
            swiftSettings: strict),
        .testTarget(
            name: "ReviewTests", dependencies: ["Review", "Approvals", "Resources", "YAML", "Git", "Support"],
            swiftSettings: strict),
        .testTarget(
            name: "CommandsTests",
            dependencies: [
                "Commands", "Approvals", "Support", "Git", "assent",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            exclude: ["Goldens"], swiftSettings: strict),
    ]
)
