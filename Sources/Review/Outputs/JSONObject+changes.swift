import Approvals
import Resources

// What models, syncs and settings are about.
extension JSONObject {
    static let finding = JSONObject(
        "finding", "What a check found.",
        [
            JSONMember("code", .text, "Its code, which assent explain explains: A203."),
            JSONMember("severity", .choice(of: Severity.self), "How bad it is."),
            JSONMember("path", .text, "The file, from the top of the repository."),
            JSONMember("line", .optional(.count), "Its first line, counted from 1; null: it is about the whole file."),
            JSONMember("column", .optional(.count), "Its first column, counted from 1 in Unicode scalars."),
            JSONMember("endLine", .optional(.count), "Its last line."),
            JSONMember("endColumn", .optional(.count), "The column after its last one."),
            JSONMember("resource", .optional(.text), "The model or sync: model/leads."),
            JSONMember("field", .optional(.text), "The field: config.mappings[Email].from."),
            JSONMember("message", .text, "What is wrong."),
            JSONMember("label", .optional(.text), "A note on that place."),
            JSONMember("help", .optional(.text), "What to do about it."),
            JSONMember("inherited", .flag, "It was published before, so it blocks nobody."),
            JSONMember("risk", .flag, "It makes the change high risk."),
        ])

    static let change = JSONObject(
        "change", "What changes in one file.",
        [
            JSONMember("file", .text, "The file, from the top of the repository."),
            JSONMember(
                "resource", .optional(.text), "The model or sync: model/leads; null: a file of the workspace itself."),
            JSONMember("kind", .choice(of: FileChange.Kind.self), "What happens to the file."),
            JSONMember("needsApproval", .flag, "Whether somebody has to approve it."),
            JSONMember("opaque", .flag, "It cannot be compared field by field."),
            JSONMember("fields", .list(.object(field)), "The fields that differ."),
        ])

    private static let field = JSONObject(
        "field", "One field that differs.",
        [
            JSONMember("path", .text, "Its path: schedule.schedule.interval.quantity."),
            JSONMember("class", .choice(of: FieldClass.self), "What kind of field it is."),
            JSONMember("before", .anything, "Its value before; null: none."),
            JSONMember("after", .anything, "Its value after; null: none."),
            JSONMember("needsApproval", .flag, "Whether somebody has to approve it."),
            JSONMember(
                "restyled", .optional(.list(.choice(["whiteSpace", "comments", "keywordCase"]))),
                "What changed if only the style of a query did; null: more changed, or it is not a query."),
        ])

    static let conflict = JSONObject(
        "conflict", "A field that a draft and main changed differently.",
        [
            JSONMember("file", .text, "The file, from the top of the repository."),
            JSONMember("field", .text, "Its path."),
            JSONMember("base", .anything, "Its value where the draft started."),
            JSONMember("published", .anything, "Its value on main."),
            JSONMember("draft", .anything, "Its value in the draft."),
            JSONMember(
                "deletedBy", .optional(.choice(of: FieldConflict.Side.self)),
                "Who deleted what the other changed; null: neither."),
        ])

    static let use = JSONObject(
        "use", "A sync that runs on a model.",
        [
            JSONMember("sync", .text, "The sync's slug."),
            JSONMember("destination", .optional(.text), "Where it sends rows."),
            JSONMember("paused", .flag, "It is paused."),
        ])

    static let overlap = JSONObject(
        "overlap", "Another draft that changes the same things, or something that they depend on.",
        [
            JSONMember("draft", .text, "The other draft."),
            JSONMember(
                "kind", .choice(["sameFields", "modelBeneath", "syncsAbove"]),
                "sameFields: it changes the same fields. modelBeneath: it changes a model that syncs of this change run on. "
                    + "syncsAbove: it changes syncs that run on a model of this change."),
            JSONMember("resource", .text, "The model or sync, or the file."),
            JSONMember("fields", .list(.text), "The fields that both change."),
            JSONMember("syncs", .list(.text), "The syncs: sync/leads-to-crm."),
        ])

    static let rename = JSONObject(
        nil, "",
        [JSONMember("from", .text, "Its name before: model/leads."), JSONMember("to", .text, "Its name after.")])
}

extension JSONType {
    static let changes = JSONType.list(.object(.change))
    static let findings = JSONType.list(.object(.finding))
    static let uses = JSONType.map(key: "model", .list(.object(.use)))
}

extension JSONMember {
    static let mergedFromTwoEdits = JSONMember(
        "mergedFromTwoEdits",
        .list(
            .object(
                JSONObject(
                    nil, "",
                    [
                        JSONMember("file", .text, "The file, from the top of the repository."),
                        JSONMember("field", .text, "Its path."),
                    ]))),
        "Texts that main and the draft both changed, on different lines: nobody wrote the merged text.")
}
