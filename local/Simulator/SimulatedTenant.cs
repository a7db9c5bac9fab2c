using NimbusFunctions.Local.Simulator.Directory;
using NimbusFunctions.Local.Simulator.Entra;
using NimbusFunctions.Local.Simulator.Faults;
using NimbusFunctions.Local.Simulator.Graph;
using NimbusFunctions.Local.Simulator.Graph.Throttling;

namespace NimbusFunctions.Local.Simulator;

/// <summary>One customer's tenant: its directory, its consent, and what the test bench knows and wants of it.</summary>
internal sealed class SimulatedTenant
{
    public required int Number { get; init; }

    public required Guid Id { get; init; }

    /// <summary>Seeds whatever the tenant does by chance.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Stands in delta tokens: one from another directory, or from a run whose directory is gone, has expired.</summary>
    public required ulong Epoch { get; init; }

    public required string Name { get; init; }

    public required string Domain { get; init; }

    public required Guid AdminGroupId { get; init; }

    public required string AdminUpn { get; init; }

    /// <summary>Object id of the app's service principal in this tenant.</summary>
    public required Guid ServicePrincipalId { get; init; }

    /// <summary>Object id of Microsoft Graph's own service principal in this tenant.</summary>
    public required Guid GraphServicePrincipalId { get; init; }

    public required TenantDirectory Directory { get; init; }

    /// <summary>Makes the names of users created without one.</summary>
    public required DirectoryGenerator Generator { get; init; }

    public required PresenceBook Presence { get; init; }

    public required FaultList Faults { get; init; }

    public required TenantThrottle Throttle { get; init; }

    public AppConsent Consent { get; } = new();

    public RequestCounter Requests { get; } = new();

    /// <summary>Carries out a command; null when done, else why not. The caller holds the directory's gate.</summary>
    public DirectoryRefusal? Apply(DirectoryCommand command, DateTimeOffset at)
    {
        switch (command)
        {
            case DirectoryCommand.Consent consent:
                Consent.Set(consent.Given);
                return null;
            case DirectoryCommand.Permission permission:
                Consent.Set(permission.Role, permission.Granted);
                return null;
            case DirectoryCommand.Delegate granting:
                Consent.Set(granting.Scope, granting.User ?? Guid.Empty, granting.Granted);
                return null;
            default:
                return Directory.Apply(command, at, Domain);
        }
    }

    public SimulatedTenantSummary Summarize()
    {
        lock (Directory.Gate)
        {
            var teams = Directory.ActiveTeams.Select(team => new SimulatedTeamSummary(team.Id.ToString(), team.DisplayName, team.Mail!));
            return new SimulatedTenantSummary(Id.ToString(), Name, Domain, AdminUpn, AdminGroupId.ToString(), [.. teams]);
        }
    }
}
