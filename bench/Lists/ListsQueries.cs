namespace NimbusFunctions.Bench.Lists;

/// <summary>What administrators ask for, by name; the number of the call makes it another each time.</summary>
internal static class ListsQueries
{
    public static OrderedDictionary<string, Func<int, string>> All(int users) => new()
    {
        ["searchHit"] = call => $"users?search=Surname{call * 61 % users}",
        ["searchMiss"] = call => $"users?search=nobody{call}",
        ["searchDomain"] = _ => $"users?search=@rare.{ListsRig.Domain}",
        ["searchId"] = call => $"users?search={ListsRig.Id(call * 61 % users)}",
        ["displayName"] = call => $"users?displayName=Given{call % 997}%20",
        ["givenName"] = call => $"users?givenName=Given{call % 997}",
        ["surname"] = call => $"users?surname=Surname{call}",
        ["userPrincipalName"] = call => $"users?userPrincipalName=user{call}",
        ["mail"] = call => $"users?mail=user{call}@",
        ["department"] = call => $"users?department=Department%20{call % 40}",
        ["organizationUnit"] = call => $"users?organizationUnitId=00000000-0000-0000-0000-{call:D12}",
        ["source"] = _ => "users?source=Manual",
        ["serviceId"] = call => $"users?serviceId={ListsRig.Service(call % ListsBench.Services)}",
        ["services"] = call => $"users?services={call % 4}",
        ["attendantConsole"] = call => $"users?attendantConsole={(call % 2 == 0 ? "true" : "false")}",
        ["activeProfile"] = call => $"users?activeProfile=profile{call}",
        ["serviceSearch"] = call => $"services?search=Bench%20service%20{call % ListsBench.Services}",
        ["serviceFilters"] = _ => "services?top=50&assignmentType=SkillBased&licence=ContactCenter&state=Operational",
    };
}
