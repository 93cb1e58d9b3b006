import Approvals

// What programs know reasons by. These raw values are promised: the reasons themselves may be named anew.
extension Shapes {
    enum VoidKind: String, CaseIterable {
        case notSigned, otherKey, wrongSignature, notMember, lacksPermission, tooManyComments

        init(_ reason: VoidReason) {
            self =
                switch reason {
                case .notSigned: .notSigned
                case .otherKey: .otherKey
                case .wrongSignature: .wrongSignature
                case .notMember: .notMember
                case .lacks: .lacksPermission
                case .tooManyComments: .tooManyComments
                }
        }
    }

    enum UnsoundKind: String, CaseIterable {
        case notEvents, anotherRequest, anotherWorkspace, closesNothing

        init(_ problem: UnsoundRef.Problem) {
            self =
                switch problem {
                case .notEvents: .notEvents
                case .anotherID: .anotherRequest
                case .anotherWorkspace: .anotherWorkspace
                case .closesNothing: .closesNothing
                }
        }
    }

    enum FaultKind: String, CaseIterable {
        case lookalike, stray, brokenTree

        init(_ fault: HistoryEntry.Fault) {
            self =
                switch fault {
                case .lookalike: .lookalike
                case .stray: .stray
                case .broken: .brokenTree
                }
        }
    }

    enum FailureKind: String, CaseIterable {
        case notPublished, damaged, brokenTree, lookalikes, collidingNames, brokenEvents, wrongRevision,
            anotherWorkspace
        case idChanged, settingsRemoved, settingsUnreadable, settingsBroken, ungoverned, anotherSubject, mayNotDraft
        case voidEvents, declined, notApproved, publishedTwice, genesisLost, lineLost, unfitCommit, tooEarly

        init(_ reason: VerificationFailure.Reason) {
            self =
                switch reason {
                case .notALanding: .notPublished
                case .damaged: .damaged
                case .brokenTree: .brokenTree
                case .lookalikes: .lookalikes
                case .collidingNames: .collidingNames
                case .brokenChain: .brokenEvents
                case .wrongRevision: .wrongRevision
                case .anotherWorkspace: .anotherWorkspace
                case .idChanged: .idChanged
                case .settingsRemoved: .settingsRemoved
                case .unreadableSettings: .settingsUnreadable
                case .settingsBroken: .settingsBroken
                case .ungoverned: .ungoverned
                case .anotherSubject: .anotherSubject
                case .strangers: .mayNotDraft
                case .void: .voidEvents
                case .declined: .declined
                case .missing: .notApproved
                case .landedTwice: .publishedTwice
                case .genesisLost: .genesisLost
                case .lineLost: .lineLost
                case .unfitCommit: .unfitCommit
                case .tooEarly: .tooEarly
                }
        }
    }
}
