import Approvals
import FoundationEssentials
import Resources
import YAML

extension CheckReport {
    /// A JUnit report, as Jenkins, GitLab and others read it: a test case a finding, and one for the approval where
    /// that was asked. What does not fail the check does not fail its test case; without findings there is one that
    /// passes, since some readers take an empty report for a broken one.
    package func junitReport(for reader: Reader) -> String {
        var cases: [TestCase] = findings.map { finding in
            let place = finding.range.map { "\($0.start.line):\($0.start.column) " } ?? ""
            let sentence = FindingWords(finding).sentence
            return TestCase(
                name: "\(finding.code) \(place)\(sentence)", file: finding.path, type: finding.code.rawValue,
                message: sentence, text: Page([finding]).text(.plain), fails: fails(by: finding))
        }
        if let standing {
            let words = reader.words(of: standing).plain
            cases.append(
                TestCase(
                    name: "approval", file: "assent", type: "approval", message: words, text: words + "\n",
                    fails: standing.keepsOut))
        }
        if cases.isEmpty { cases = [TestCase(name: "no findings in \(checked.plain)", file: "assent", fails: false)] }
        let failures = cases.count(where: \.fails)
        let counts = "tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"0\""
        let told = cases.filter { !$0.fails }.map(\.text).joined()
        // `yyyy-mm-ddThh:mm:ss`, which some readers take without a zone only.
        let time = Timestamp.text(reader.now).prefix(19)
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites>
            <testsuite name="check" id="0" package="assent" \(counts) time="0" timestamp="\(time)" \
            hostname="localhost">
            <properties><property name="checked" value="\(XML.escaped(checked.plain))"/></properties>
            \(cases.map(\.element).joined(separator: "\n"))
            <system-out>\(XML.escaped(told))</system-out>
            <system-err/>
            </testsuite>
            </testsuites>

            """
    }
}

private struct TestCase {
    let name: String
    let file: String
    var type = ""
    var message = ""
    var text = ""
    let fails: Bool

    var element: String {
        let start =
            "<testcase name=\"\(XML.escaped(name))\" classname=\"\(XML.escaped(SafeText.line(file)))\" time=\"0\""
        if !fails { return start + "/>" }
        return start + "><failure type=\"\(XML.escaped(type))\" message=\"\(XML.escaped(message))\">"
            + XML.escaped(text) + "</failure></testcase>"
    }
}

private enum XML {
    /// Text that is safe already (`SafeText`), for an element or an attribute in double quotes. Control characters,
    /// which XML 1.0 has no way to write, do not occur in a safe text.
    static func escaped(_ text: String) -> String {
        // By scalars: a character may begin with another one (U+0D4E) and go on as a tag.
        let scalars = SafeText.withoutCommands(text).unicodeScalars
        return String(
            scalars.reduce(into: String.UnicodeScalarView()) { escaped, scalar in
                switch scalar {
                case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
                case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
                case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
                case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
                default: escaped.append(scalar)
                }
            })
    }
}
