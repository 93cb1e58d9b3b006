extension Table {
    init(_ verdicts: [Verdict]) {
        self.init(
            .verdicts, labelWidth: 11,
            verdicts.map { Row("\($0.name)", $0.words, mark: $0.mark, notes: $0.notes) })
    }
}
