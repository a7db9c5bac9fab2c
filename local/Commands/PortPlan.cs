using System.Net;
using System.Net.Sockets;

namespace NimbusFunctions.Local.Commands;

/// <summary>Which option asks for which port: a taken one is found before anything starts, and named with its option.</summary>
internal sealed class PortPlan
{
    private readonly IReadOnlyList<(string Option, int Port)> fixedPorts;

    private PortPlan(IEnumerable<(string Option, int Port)> ports) => fixedPorts = [.. ports.Where(entry => entry.Port != 0)];

    public static PortPlan Of(LocalEditionOptions options) => new(
    [
        (LocalEditionOptions.PortOption, options.Port),
        (LocalEditionOptions.SimulatorPortOption, options.SimulatorPort),
        (LocalEditionOptions.SimulatorHttpsPortOption, options.SimulatorHttpsPort),
        (LocalEditionOptions.AzuritePortOption, options.AzuritePort),
        (LocalEditionOptions.BrokerPortOption, options.BrokerPort),
    ]);

    /// <exception cref="LocalEditionException">Two options want one port, or somebody else has it.</exception>
    public void Check()
    {
        foreach (var same in fixedPorts.GroupBy(entry => entry.Port).Where(group => group.Count() > 1))
            throw new LocalEditionException($"{string.Join(" and ", same.Select(entry => entry.Option))} both ask for port {same.Key}: give each its own, or 0 for a free one.");

        if (fixedPorts.FirstOrDefault(entry => IsTaken(entry.Port)) is { Option: not null } taken)
            throw Taken(taken.Option, taken.Port, null);
    }

    /// <summary>Somebody may have been faster between the check and the start: then too the line names the option.</summary>
    /// <exception cref="LocalEditionException">The port is taken.</exception>
    public async Task<T> GuardAsync<T>(string option, Task<T> start)
    {
        try
        {
            return await start;
        }
        catch (Exception e) when (e is not OperationCanceledException && PortOf(option) is { } port && IsTaken(port))
        {
            throw Taken(option, port, e);
        }
    }

    private static LocalEditionException Taken(string option, int port, Exception? cause) =>
        new($"Port {port} is taken: choose another with {option}, or 0 for a free one.", cause);

    private static bool IsTaken(int port)
    {
        try
        {
            using TcpListener listener = new(IPAddress.Loopback, port);
            listener.Start();
            return false;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return true;
        }
    }

    private int? PortOf(string option) => fixedPorts.FirstOrDefault(entry => entry.Option == option) is { Option: not null } found ? found.Port : null;
}
