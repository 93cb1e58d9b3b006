import Git
package import Resources

/// The draft that an edit goes to.
package struct EditedDraft: Sendable {
    package var draft: Draft
    /// The draft was started for this edit.
    package let isStarted: Bool

    package init(draft: Draft, isStarted: Bool) {
        self.draft = draft
        self.isStarted = isStarted
    }
}

/// What an editor made of a file on a draft.
package struct ResourceEdit: Sendable {
    /// The draft with it. Without a work tree it is a commit that nothing leads to yet (`ResourceEditor.record`).
    package let draft: Draft
    package let isChanged: Bool
    /// Without a work tree: the file that keeps what was written until it is recorded.
    package let copy: String?
}

/// Edits a resource on the current draft, or on a new one.
package struct ResourceEditor: OnWorkspace {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// The draft that a person already works on, if there is a work tree.
    package func current() throws -> EditedDraft? {
        guard repository.workDirectory != nil, let current = try Drafts(workspace).current() else { return nil }
        return EditedDraft(draft: current, isStarted: false)
    }

    /// Continues a draft: if there is a work tree, it is checked out.
    package func takeUp(_ draft: Draft) async throws -> EditedDraft {
        let own = try await Mover(workspace).here(draft)
        if repository.workDirectory != nil { try await WorkTree(workspace).switchBranch(to: own.name) }
        return EditedDraft(draft: own, isStarted: false)
    }

    /// The draft for work on something: the member's own of that name, else a new one. Where there is a work tree, it
    /// is checked out.
    package func takeUp(_ slug: String, for member: Member) async throws -> EditedDraft {
        let name = Draft.accepts(slug: slug) ? slug : "changes"
        if let own = try Drafts(workspace).all().first(where: {
            $0.member.isExactly(member.id) && $0.slug.isExactly(name)
        }) {
            return try await takeUp(own)
        }
        return EditedDraft(draft: try await DraftStarter(workspace).startAndSwitch(name, for: member), isStarted: true)
    }

    /// Deletes a draft that was started for work that was not done.
    package func putBack(_ taken: EditedDraft) async throws {
        let draft = taken.draft
        guard taken.isStarted, try repository.reference(draft.reference) == draft.tip else { return }
        if try Drafts(workspace).current() == draft { try await WorkTree(workspace).switchBranch(to: branch) }
        try repository.update([
            RefUpdate(
                name: draft.reference, expected: draft.tip, new: nil, message: "assent: nothing done on \(draft.name)")
        ])
    }

    /// Removes files that were written for a draft and that nobody touched since, and the draft if it was started for
    /// them.
    ///
    /// - Returns: whether nothing is left of them; somebody may have written into one.
    package func takeBack(_ files: [GovernedFile: [UInt8]], on taken: EditedDraft) async throws -> Bool {
        if let workDirectory = repository.workDirectory {
            let written = files.map {
                (file: PlainFile("\(workDirectory)/\(layout.path(of: $0.key))"), bytes: $0.value)
            }
            guard try written.allSatisfy({ try $0.file.isFile && $0.file.read() == $0.bytes }) else { return false }
            for (file, _) in written { file.remove() }
        }
        try await putBack(taken)
        return true
    }

    /// Opens git's editor on a governed file: in the work tree, or in a bare repository on a copy.
    package func edit(_ file: GovernedFile, on draft: Draft, by member: Member) async throws -> ResourceEdit {
        let path = layout.path(of: file)
        if let workDirectory = repository.workDirectory {
            let inTree = PlainFile("\(workDirectory)/\(path)")
            let before = try inTree.read()
            do { try await WorkTree(workspace).git.edit(inTree.path) } catch {
                let isSame = try !inTree.isFile || inTree.read() == before
                throw EditorProblem(error: error, kept: isSame ? nil : path)
            }
            guard inTree.isFile else {
                let isKnown = try snapshot(of: draft.tip).text(of: file) != nil
                let reason = GitError(code: 1, message: "the editor left no file at \(path)", function: "editor")
                throw EditorProblem(error: reason, kept: nil, gone: isKnown ? path : nil)
            }
            return ResourceEdit(draft: draft, isChanged: try inTree.read() != before, copy: nil)
        }
        guard let before = try snapshot(of: draft.tip).text(of: file) else {
            return ResourceEdit(draft: draft, isChanged: false, copy: nil)
        }
        let name = file.resource.map { "\($0.kind.rawValue)-\($0.slug)" } ?? "settings"
        let copy = PlainFile("\(repository.gitDirectory)/ASSENT_EDIT-\(member.id)-\(name).yaml")
        // A copy that is left, of an editor that failed or of what was not recorded, is used again.
        if !copy.exists { try copy.write(before.bytes) }
        do { try await WorkTree(workspace).git.edit(copy.path) } catch {
            let isSame = try copy.read() == before.bytes
            if isSame { copy.remove() }
            throw EditorProblem(error: error, kept: isSame ? nil : copy.path)
        }
        let after = try copy.read()
        let tip = try DraftWriter(workspace).write(
            [file: FileText(bytes: after, mode: before.mode)], onto: draft.tip, by: member,
            message: "Change \(file.resource?.description ?? path)")
        if tip == draft.tip { copy.remove() }
        return ResourceEdit(
            draft: Draft(member: draft.member, slug: draft.slug, tip: tip), isChanged: tip != draft.tip,
            copy: tip == draft.tip ? nil : copy.path)
    }

    /// Puts what was edited without a work tree on its draft.
    ///
    /// - Returns: the draft as it is now.
    package func record(_ edit: ResourceEdit, on draft: Draft) throws -> Draft {
        guard let copy = edit.copy else { return draft }
        try repository.update([
            RefUpdate(
                name: draft.reference, expected: draft.tip, new: edit.draft.tip, message: "assent: edit \(draft.name)")
        ])
        PlainFile(copy).remove()
        return edit.draft
    }
}
