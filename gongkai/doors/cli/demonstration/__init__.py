"""演示数据: the year 2018 of a demonstration town, made the same every time and brought in as ledgers.

The numbers are those of the town's published report; everything behind them (villages other than 邵岗村, titles,
days, places, log-ins) is invented and marked 演示数据 wherever it is shown. No real person is named.
"""
