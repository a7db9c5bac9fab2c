using NimbusFunctions.Local.Simulator.Communication;
using NimbusFunctions.Local.Simulator.Control;
using NimbusFunctions.Local.Simulator.Entra;
using NimbusFunctions.Local.Simulator.Graph;
using NimbusFunctions.Local.Simulator.Http;

namespace NimbusFunctions.Local.Simulator;

/// <summary>The parts of a simulator, put together.</summary>
internal sealed class SimulatorServices : IDisposable
{
    private readonly SigningKey _key = new();

    public SimulatorServices(SimulatorOptions options, TimeProvider time)
    {
        World = new SimulatorWorld(options, time);
        // The libraries that check tokens and keep them look at the machine's clock, wherever this one was moved to.
        var tokenTime = options.Clock is null ? time : TimeProvider.System;
        Issuer = new TokenIssuer(World, Addresses, _key, tokenTime);
        Tokens = new ControlTokens(World, Issuer);
        var assertions = new ClientAssertionCheck(Addresses, _key, tokenTime);
        var codes = new AuthorizationCodes(tokenTime);
        var acs = new AcsResources(World, Addresses);
        Front = new SimulatorFront(
            new GraphHttp(new GraphTokenCheck(World, _key, tokenTime), new GraphService(World, time), options.Mischief, time),
            new EntraHttp(
                World,
                new TokenEndpoint(World, Issuer, assertions, codes, new OnBehalfOfGrant(World, Issuer, assertions, _key, tokenTime), time),
                new AuthorizeEndpoint(World, codes, time),
                new AdminConsentEndpoint(World, time),
                new OpenIdEndpoint(World, Addresses, _key, time),
                time),
            new ControlHttp(new ControlRoutes(World, Tokens, options.Tasks, options.Clock, new(acs))),
            new AcsHttp(acs, new(tokenTime), _key, tokenTime));
    }

    public SimulatorWorld World { get; }

    public EntraAddresses Addresses { get; } = new();

    public TokenIssuer Issuer { get; }

    public ControlTokens Tokens { get; }

    public SimulatorFront Front { get; }

    public void Dispose()
    {
        World.CloseJournal();
        Issuer.Dispose();
        _key.Dispose();
    }
}
