using System.Text;
using NimbusFunctions.Tenants.Checks;

namespace NimbusFunctions.Retention.Offboarding;

/// <summary>
/// The PowerShell text that the customer's own administrator runs before a deletion is confirmed. It holds no secret: it asks
/// who runs it to sign in. What comes from names stands in it as single-quoted text alone.
/// </summary>
internal static class ProvisioningScript
{
    public const string ContentType = "text/plain; charset=utf-8";

    /// <summary>The Graph application permissions that the app registration names, all of them read-only.</summary>
    private static readonly string[] Permissions = [.. AppPermission.All.Select(permission => permission.Name)];

    /// <param name="tenant">The tenant's id.</param>
    /// <param name="clientId">The app registration's.</param>
    /// <param name="serviceUpn">The service's UPN: its resource account in Teams.</param>
    /// <param name="serviceName">How the service is displayed.</param>
    public static string Of(string tenant, string clientId, string serviceUpn, string serviceName) =>
        $$"""
        {{Beginning("a service", tenant, clientId)}}
        $serviceUpn = {{Quoted(serviceUpn)}}
        $serviceName = {{Quoted(serviceName)}}

        # The permissions that the app needs for the services that stay.
        {{Grant}}

        # The service's resource account takes no calls any more. The team stays as it is.
        Connect-MicrosoftTeams -TenantId $tenantId | Out-Null
        $account = Get-CsOnlineApplicationInstance -Identities $serviceUpn -ErrorAction SilentlyContinue
        if ($account) { Remove-CsPhoneNumberAssignment -Identity $serviceUpn -RemoveAll }
        Write-Host "$serviceName ($serviceUpn) is unprovisioned; confirm its deletion now."

        """;

    /// <summary>The same for a whole tenant.</summary>
    /// <param name="tenant">The tenant's id.</param>
    /// <param name="clientId">The app registration's.</param>
    /// <param name="serviceUpns">The UPNs of all its services.</param>
    public static string OfTenant(string tenant, string clientId, IReadOnlyCollection<string> serviceUpns) =>
        $$"""
        {{Beginning("all services of a tenant", tenant, clientId)}}
        $serviceUpns = @({{string.Join(", ", serviceUpns.Select(Quoted))}})

        # The permissions that the app needs until the deletion is confirmed.
        {{Grant}}

        # The services' resource accounts take no calls any more. The teams stay as they are.
        Connect-MicrosoftTeams -TenantId $tenantId | Out-Null
        foreach ($serviceUpn in $serviceUpns) {
            $account = Get-CsOnlineApplicationInstance -Identities $serviceUpn -ErrorAction SilentlyContinue
            if ($account) { Remove-CsPhoneNumberAssignment -Identity $serviceUpn -RemoveAll }
        }
        Write-Host "$($serviceUpns.Count) services of tenant $tenantId are unprovisioned; confirm its deletion now."
        Write-Host 'When the grace time is over, revoke the consent of the app itself: remove it under Enterprise applications, or run'
        Write-Host "Remove-MgServicePrincipal -ServicePrincipalId $($app.Id)"

        """;

    private static string Beginning(string what, string tenant, string clientId) =>
        $$"""
        #Requires -Modules Microsoft.Graph.Applications, MicrosoftTeams
        # Unprovisions {{what}}. Run it as an administrator of the tenant, then confirm the deletion. It can be run again.
        $ErrorActionPreference = 'Stop'
        $tenantId = {{Quoted(tenant)}}
        $clientId = {{Quoted(clientId)}}
        """;

    private static string Grant { get; } =
        $$"""
        Connect-MgGraph -TenantId $tenantId -Scopes 'Application.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All' -NoWelcome
        $app = Get-MgServicePrincipal -Filter "appId eq '$clientId'"
        if (-not $app) { $app = New-MgServicePrincipal -AppId $clientId }
        $graph = Get-MgServicePrincipal -Filter "appId eq '00000003-0000-0000-c000-000000000000'"
        $granted = @(Get-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $app.Id -All | ForEach-Object { $_.AppRoleId })
        foreach ($permission in {{string.Join(", ", Permissions.Select(Quoted))}}) {
            $role = $graph.AppRoles | Where-Object { $_.Value -eq $permission -and $_.AllowedMemberTypes -contains 'Application' }
            if ($granted -notcontains $role.Id) {
                New-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $app.Id -PrincipalId $app.Id -ResourceId $graph.Id -AppRoleId $role.Id | Out-Null
            }
        }
        """;

    /// <summary>
    /// Text in single quotes. PowerShell takes the typographic ones for quotes too, and each twice for itself
    /// (about_Quoting_Rules); control characters become question marks.
    /// </summary>
    public static string Quoted(string text)
    {
        var quoted = new StringBuilder("'", text.Length + 2);
        foreach (var character in text)
        {
            quoted.Append(char.IsControl(character) ? '?' : character);
            if (character is '\'' or '\u2018' or '\u2019' or '\u201A' or '\u201B')
                quoted.Append(character);
        }

        return quoted.Append('\'').ToString();
    }
}
