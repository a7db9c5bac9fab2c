using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NimbusFunctions.Ops.Keys;
using NimbusFunctions.Ops.Sessions;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.Ops;

/// <summary>Sessions of a house, without a sign-in.</summary>
internal static class SessionCookies
{
    /// <summary>A browser with the cookie of somebody's session, and its anti-forgery token.</summary>
    public static async Task<HttpClient> SignedInAsync(this ApiHouse house, string tenant, string user, string antiforgery, params string[] roles)
    {
        var client = house.Browser();
        client.DefaultRequestHeaders.Add("Cookie", $"{SessionCookie.Name}={await house.CookieAsync(tenant, user, antiforgery, roles)}");
        return client;
    }

    public static async Task<string> CookieAsync(this ApiHouse house, string tenant, string user, string antiforgery, params string[] roles)
    {
        await house.Services.GetRequiredService<SessionKeys>().ReadyAsync(TestContext.Current.CancellationToken);
        var now = TimeProvider.System.GetUtcNow();
        ClaimsIdentity claims = new(
            [new("tid", tenant), new("oid", user), new("name", "Somebody"), new(SessionCookie.AntiforgeryClaim, antiforgery), .. roles.Select(role => new Claim("roles", role))],
            SessionCookie.Scheme);
        return house.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(SessionCookie.Scheme).TicketDataFormat.Protect(new AuthenticationTicket(
            new(claims), new() { IssuedUtc = now, ExpiresUtc = now + SessionCookie.Life }, SessionCookie.Scheme));
    }

    /// <summary>Without a bearer token.</summary>
    public static HttpClient Browser(this ApiHouse house)
    {
        using var system = house.System();
        return new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = system.BaseAddress };
    }
}
