package import Testing

/// Gives each test a `ScratchRepository.current`.
package struct ScratchTrait: TestTrait, SuiteTrait, TestScoping {
    let isBare: Bool

    package var isRecursive: Bool { true }

    @concurrent package func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable @concurrent () async throws -> Void
    ) async throws {
        try await ScratchRepository.withCurrent(ScratchRepository(isBare: isBare), function)
    }
}

extension Trait where Self == ScratchTrait {
    /// A repository without commits, on the branch `main`.
    package static var scratch: Self { ScratchTrait(isBare: false) }
    /// As `scratch`, without a working tree.
    package static var bareScratch: Self { ScratchTrait(isBare: true) }
}
