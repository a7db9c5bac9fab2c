namespace NimbusFunctions.Directory.Services.Provisioning;

/// <summary>The body of <c>POST /v1/tenants/{t}/teams/{team}/service</c>.</summary>
/// <param name="Upn">The service's user principal name, unique in the tenant.</param>
/// <param name="DisplayName">Null: the team's name.</param>
internal sealed record TeamServiceBody(string? Upn = null, string? DisplayName = null)
{
    /// <summary>Checks it as the body of a service of the team.</summary>
    public ServiceBody ToService(string team, string teamName) =>
        new(Upn: Upn, DisplayName: DisplayName ?? teamName, AssignmentType: ServiceVocabulary.MsTeams, TeamId: team);
}
