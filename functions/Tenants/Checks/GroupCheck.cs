using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Graph.Models;
using Microsoft.Kiota.Abstractions;
using NimbusFunctions.Tenants.Sections;

namespace NimbusFunctions.Tenants.Checks;

/// <summary>Whether the group that a setting names exists, is a security group and has members.</summary>
internal sealed class GroupCheck(string name, string field, Func<GeneralSection, string?> read, bool isNeeded, string permission, GraphTrial graph) : ITenantCheck
{
    private static readonly string[] Details = ["id", "displayName", "securityEnabled", "groupTypes", "mailEnabled"];

    public string Name => name;

    public string Permission => permission;

    public async Task<CheckFinding> RunAsync(CheckRequest request, CancellationToken cancellation)
    {
        if (read(request.Read(SettingsCatalogue.General)) is not { Length: > 0 } id)
        {
            return isNeeded
                ? CheckFinding.NotSet($"general.{field} names no group, so nobody gets the role by it: set the object id of a security group.")
                : CheckFinding.Off($"general.{field} names no group; it need not.");
        }

        return await graph.RunAsync(request.Tenant, "GroupMember.Read.All", async client =>
        {
            try
            {
                var group = await client.Groups[id].GetAsync(get => get.QueryParameters.Select = Details, cancellation);
                // Whoever is in a nested group has the role too. A count is an advanced query (Graph: "Advanced query capabilities").
                var members = await client.Groups[id].TransitiveMembers.GraphUser.Count.GetAsync(get => get.Headers.Add("ConsistencyLevel", "eventual"), cancellation);
                return Of(id, group, members ?? 0);
            }
            catch (ApiException failure) when (failure.ResponseStatusCode == StatusCodes.Status404NotFound)
            {
                return Of(id, null, 0);
            }
        }, cancellation);
    }

    /// <summary>A pure decision.</summary>
    /// <param name="id">The object id that the setting names.</param>
    /// <param name="group">What Graph knows of it; null: nothing.</param>
    /// <param name="members">How many users are in it, through nested groups too.</param>
    internal CheckFinding Of(string id, Group? group, int members)
    {
        if (group is null)
            return CheckFinding.Wrong("unknown", $"general.{field}: the tenant has no group {id}. Copy the Object ID of the group anew from the Azure portal.");
        var detail = new JsonObject { ["id"] = id, ["displayName"] = group.DisplayName, ["members"] = members };
        if (group.GroupTypes?.Contains("Unified", StringComparer.OrdinalIgnoreCase) == true)
            return CheckFinding.Wrong("no-security-group", $"general.{field}: the group is a Microsoft 365 group, as teams are; take a security group.", detail);
        if (group.SecurityEnabled != true)
            return CheckFinding.Wrong("no-security-group", $"general.{field}: the group is no security group, but for mail alone; take a security group.", detail);
        return members == 0
            ? CheckFinding.Wrong("empty", $"general.{field}: the security group has no users, so nobody gets the role by it.", detail)
            : CheckFinding.Works(string.Create(CultureInfo.InvariantCulture, $"It is a security group of {members} users."), detail);
    }
}
