extern alias app;
using System.Globalization;
using app::NimbusFunctions.Ledger;
using app::NimbusFunctions.Presence.History;
using app::NimbusFunctions.Tasks;
using app::NimbusFunctions.Tenants;
using NimbusFunctions.Local.Simulator;
using NimbusFunctions.Local.Simulator.Directory;

namespace NimbusFunctions.Local.Past;

/// <summary>What was in a tenant on a day that is over. It follows from the tenant and the day.</summary>
internal sealed record PastDay(IReadOnlyList<ContactTask> Tasks, IReadOnlyList<ClosedState> States, IReadOnlyList<LedgerEntry> Lines)
{
    private const int TasksADay = 8;
    private const int StatesADay = 8;
    private const int LinesADay = 2;

    private static readonly (string Availability, string Activity)[] Seen =
        [("Available", "Available"), ("Busy", "InACall"), ("Busy", "InAMeeting"), ("Away", "Away"), ("DoNotDisturb", "Presenting")];

    /// <param name="tenant">The tenant, with its directory as it is now.</param>
    /// <param name="day">The day.</param>
    public static PastDay Of(SimulatedTenant tenant, DateOnly day)
    {
        var id = tenant.Id.ToString("D");
        SeededRandom chance = new(SeededRandom.Mix(tenant.Seed, (ulong)day.DayNumber));
        lock (tenant.Directory.Gate)
        {
            List<SimulatedGroup> teams = [.. tenant.Directory.ActiveTeams.Where(team => team.Members.Count > 0)];
            return teams.Count == 0
                ? new([], [], [])
                : new(
                    [.. Enumerable.Range(0, TasksADay).Select(_ => Task(id, chance.Pick(teams)))],
                    [.. Enumerable.Range(0, StatesADay).Select(_ => State(chance.Pick(teams)))],
                    [.. Enumerable.Range(0, LinesADay).Select(_ => Line(chance.Pick(teams)))]);
        }

        DateTimeOffset Moment() => new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero).AddSeconds(7 * 3600 + chance.Below(12 * 3600));

        Guid Member(SimulatedGroup team) => chance.Pick([.. team.Members.Ids]);

        ContactTask Task(string tenantId, SimulatedGroup team)
        {
            (var created, var service, var customer) = (Moment(), team.Id.ToString("D"), Digits(chance.Below(100_000)));
            var source = string.Create(CultureInfo.InvariantCulture, $"past|{day:yyyyMMdd}|{created:HHmmss}|{customer}");
            return new ContactTask(
                TaskPartition.Of(tenantId, service, Modality.ExternalTask).TaskIdOf(source), service, Modality.ExternalTask, TaskState.InQueue, created, created,
                $$"""{"customerIdentifier":"customer-{{customer}}","customContextParameters":[{"name":"case","value":"{{customer}}"}]}""")
            {
                UserId = Member(team).ToString("D"),
            }.End("Completed", created.AddSeconds(60 + chance.Below(1200)));
        }

        ClosedState State(SimulatedGroup team)
        {
            (var user, var start, (var availability, var activity)) = (Member(team), Moment(), chance.Pick(Seen));
            return new(
                user.ToString("D"), tenant.Directory.FindUser(user)?.UserPrincipalName ?? "", OrganizationUnit.DefaultIdOf(id), null,
                availability, activity, start, start.AddSeconds(30 + chance.Below(3600)));
        }

        LedgerEntry Line(SimulatedGroup team)
        {
            var at = Moment();
            return new(at, $"past-{at:yyyyMMddHHmmss}", LedgerActions.MemberLeft, Member(team).ToString("D"), "members without them, read twice", team.Id.ToString("D"));
        }
    }

    private static string Digits(int number) => number.ToString("D5", CultureInfo.InvariantCulture);
}
