import Foundation
import Support
import Testing

/// How files are held against what the program says.
struct GoldenTests {
    private let top = FileManager.default.temporaryDirectory.appendingPathComponent("assent-golden-\(UUID())").path
    private let path = "Goldens/hello.txt"
    private var file: String { "\(top)/\(path)" }

    @Test("a text that differs is laid beside its file, with one line on how to compare it and take it over")
    func beside() throws {
        defer { remove(top) }
        try write("one\ntwo\n", to: file)
        let said = try Golden.difference(in: path, of: top, takesOver: false) { _ in "one\nthree\n" }
        #expect(
            said == """
                Goldens/hello.txt, line 2
                  it says:
                    two

                  the program says:
                    three

                compare: git diff --no-index Goldens/hello.txt Goldens/hello.txt.new · \
                take it: mv Goldens/hello.txt.new Goldens/hello.txt
                """)
        #expect(readText(file) == "one\ntwo\n")
        #expect(readText("\(file).new") == "one\nthree\n")
    }

    @Test("what is taken over still differs in that run, and no more in the next")
    func takenOver() throws {
        defer { remove(top) }
        let said = try Golden.difference(in: path, of: top, takesOver: true) { _ in "one\n" }
        #expect(said?.contains("read git diff") == true)
        #expect(readText(file) == "one\n")
        #expect(try Golden.difference(in: path, of: top, takesOver: true) { _ in "one\n" } == nil)
    }

    @Test("a text that fits takes away what an earlier run left beside the file")
    func leftOver() throws {
        defer { remove(top) }
        try write("one\n", to: file)
        try write("two\n", to: "\(file).new")
        #expect(try Golden.difference(in: path, of: top, takesOver: false) { _ in "one\n" } == nil)
        #expect(names(in: "\(top)/Goldens") == ["hello.txt"])
    }

    @Test("two parts of a document that differ are both in the copy beside it, whichever parts fit meanwhile")
    func parts() throws {
        defer { remove(top) }
        try write("a b c\n", to: file)
        for (old, new) in [("a", "A"), ("b", "b"), ("c", "C")] {
            let said = try Golden.difference(in: path, of: top, takesOver: false) { $0.replacing(old, with: new) }
            #expect((said == nil) == (old == new))
        }
        #expect(readText("\(file).new") == "A b C\n")
    }

    @Test("every file among the goldens is one that a test compares")
    func used() throws {
        let folders = names(in: "\(Documents.top)/Tests").map { "Tests/\($0)/Goldens" }
        let files = folders.flatMap { folder in names(in: "\(Documents.top)/\(folder)").map { "\(folder)/\($0)" } }
        let compared = try Written.goldens()
        #expect(compared.count > 50)
        let unused = files.filter { !compared.contains($0.hasSuffix(".new") ? String($0.dropLast(4)) : $0) }
        #expect(unused == [], "git rm them, or rm them if their names end in .new")
        #expect(compared.subtracting(files) == [])
    }
}
