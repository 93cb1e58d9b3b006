import Review
import Testing

struct WorkflowCommandTests {
    @Test("Whatever a text holds, no part of a workflow command ends early")
    func escapes() {
        let odd = "50% of a,b: c\r\nd::e"
        #expect(
            WorkflowCommand("error", [("file", odd), ("line", "1")], odd).line
                == "::error file=50%25 of a%2Cb%3A c%0D%0Ad%3A%3Ae,line=1::50%25 of a,b: c%0D%0Ad::e")
        #expect(WorkflowCommand("notice", [], "").line == "::notice::")
    }
}
