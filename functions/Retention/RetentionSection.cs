using NimbusFunctions.Fields;
using NimbusFunctions.Web;

namespace NimbusFunctions.Retention;

/// <summary>
/// The section <c>retention</c>: for how many days each kind of data is kept. The operator and its partners set it; a
/// tenant's administrators read it. A row is gone at most 24 hours after its own time and these days.
/// </summary>
/// <param name="Tasks">Ended tasks with their customers' data.</param>
/// <param name="UserStates">User states.</param>
/// <param name="SyncLedger">What the directory sync decided and read.</param>
/// <param name="MemberHistory">Who was in a service.</param>
/// <param name="SettingsHistory">Former settings.</param>
/// <param name="Audit">What people did by hand; not shorter than any of the kinds before.</param>
/// <param name="Tombstones">Users who lost access, with their licences and roles.</param>
/// <param name="DeadLetters">Messages that were given up.</param>
/// <param name="Receipts">What purges removed; not shorter than any of the kinds before the audit.</param>
internal sealed record RetentionSection(
    int Tasks = RetentionSection.Usual,
    int UserStates = RetentionSection.Usual,
    int SyncLedger = RetentionSection.Usual,
    int MemberHistory = RetentionSection.Usual,
    int SettingsHistory = RetentionSection.Usual,
    int Audit = RetentionSection.UsualOfAudit,
    int Tombstones = 30,
    int DeadLetters = 90,
    int Receipts = RetentionSection.UsualOfAudit)
{
    public const int Usual = 730;
    public const int UsualOfAudit = 3_650;

    public int Of(DataKind kind) => kind switch
    {
        DataKind.Tasks => Tasks,
        DataKind.UserStates => UserStates,
        DataKind.SyncLedger => SyncLedger,
        DataKind.MemberHistory => MemberHistory,
        DataKind.SettingsHistory => SettingsHistory,
        DataKind.Audit => Audit,
        DataKind.Tombstones => Tombstones,
        DataKind.DeadLetters => DeadLetters,
        DataKind.Receipts => Receipts,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public RetentionSection With(DataKind kind, int days) => kind switch
    {
        DataKind.Tasks => this with { Tasks = days },
        DataKind.UserStates => this with { UserStates = days },
        DataKind.SyncLedger => this with { SyncLedger = days },
        DataKind.MemberHistory => this with { MemberHistory = days },
        DataKind.SettingsHistory => this with { SettingsHistory = days },
        DataKind.Audit => this with { Audit = days },
        DataKind.Tombstones => this with { Tombstones = days },
        DataKind.DeadLetters => this with { DeadLetters = days },
        DataKind.Receipts => this with { Receipts = days },
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static IReadOnlyList<SettingsField> Fields { get; } =
    [
        Days(DataKind.Tasks, "Ended tasks with their customers' data.", "Data Privacy > Data Retention Time"),
        Days(DataKind.UserStates, "User states.", "Data Privacy > Data Retention Time"),
        Days(DataKind.SyncLedger, "What the directory sync decided and read."),
        Days(DataKind.MemberHistory, "Who was in a service."),
        Days(DataKind.SettingsHistory, "Former settings."),
        Days(DataKind.Audit, "What people did by hand; not shorter than any of the kinds before."),
        Days(DataKind.Tombstones, "Users who lost access, with their licences and roles."),
        Days(DataKind.DeadLetters, "Messages that were given up."),
        Days(DataKind.Receipts, "What purges removed; not shorter than any of the kinds before the audit."),
    ];

    /// <summary>What is wrong with a section beyond its fields.</summary>
    public static void Check(RetentionSection section, ValidationErrors errors)
    {
        var longest = Enum.GetValues<DataKind>().Where(kind => kind < DataKind.Audit).Max(section.Of);
        foreach (var kind in new[] { DataKind.Audit, DataKind.Receipts })
        {
            if (section.Of(kind) < longest)
                errors.Add(FieldOf(kind), $"must not be shorter than the longest of the others, {longest} days.");
        }
    }

    /// <summary>The kind's field, e.g. <c>userStates</c>.</summary>
    public static string FieldOf(DataKind kind)
    {
        var name = kind.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    private static SettingsField Days(DataKind kind, string says, string? place = null) =>
        new(FieldOf(kind), new WholeRule(1, bounds => MostOf(kind, bounds.Retention)), $"For how many days it is kept: {char.ToLowerInvariant(says[0])}{says[1..]}", "The purge removes what is older.")
        {
            Place = place,
            Decided = "The product shows it to nobody below its operator; what was promised to a tenant is no secret to it.",
        };

    private static int MostOf(DataKind kind, RetentionOptions most) => kind switch
    {
        DataKind.Audit or DataKind.Receipts => most.MostAuditDays,
        DataKind.DeadLetters => most.DeadLetterDays,
        _ => most.MostDays,
    };
}
